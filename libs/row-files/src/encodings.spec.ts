import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { decoderOf, type Encoding, EncodingDetector } from './encodings.ts';

const header = 'id,customer,text\n';
const texts: readonly (readonly [Encoding, string, string])[] = [
  ['windows-874', 'th', 'แอร์เสียตั้งแต่วันแรก ช่างไม่มาตามนัด โทรไปสามครั้งแล้วไม่มีใครรับสาย ขอให้ผู้จัดการติดต่อกลับ'],
  ['big5', 'zh-Hant', '鑰匙不合，沒有人回電話。我已經等了三個星期，請經理跟我聯絡，否則我會退款並投訴。'],
  ['gb18030', 'zh-Hans', '钥匙不合，没有人回电话。我已经等了三个星期，请经理跟我联系，否则我会退款并投诉。'],
  ['windows-1252', 'de', 'Die Tür schließt nicht, und niemand hat zurückgerufen. Für 1.200 € erwarte ich mehr.'],
];

const detected = (bytes: Buffer, language?: string, size = 7) => {
  const detector = new EncodingDetector();
  for (let at = 0; at < bytes.length; at += size) detector.push(bytes.subarray(at, at + size));
  return detector.end(language);
};
const fileIn = (encoding: Encoding, text: string) => iconv.encode(`${header}${`1,c-1,${text}\n`.repeat(3)}`, encoding);

describe('the encoding of a file', () => {
  it.each(texts)('is guessed: %s without a hint, and with %s', (encoding, language, text) => {
    expect(detected(fileIn(encoding, text))).toEqual({ encoding, certainty: 'guess' });
    expect(detected(fileIn(encoding, text), language)).toEqual({ encoding, certainty: 'guess' });
  });

  it.each(texts)('is UTF-8 where the whole file is: %s text', (_, __, text) => {
    expect(detected(fileIn('utf-8', text))).toEqual({ encoding: 'utf-8', certainty: 'valid' });
  });

  it('is told by a byte order mark', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const)
      expect(detected(iconv.encode(header, encoding, { addBOM: true }))).toEqual({
        encoding,
        certainty: 'byte-order-mark',
      });
  });

  it('is UTF-16 where every second byte is zero', () => {
    expect(detected(iconv.encode(header, 'utf-16le')).encoding).toBe('utf-16le');
    expect(detected(iconv.encode(header, 'utf-16be')).encoding).toBe('utf-16be');
  });

  it('is not UTF-8 when the first other byte comes late', () => {
    const [encoding, , text] = texts[0] ?? ['windows-874', '', ''];
    const file = Buffer.concat([Buffer.from('id,customer\n'.repeat(20_000)), fileIn(encoding, text)]);
    expect(detected(file, undefined, 64 * 1024).encoding).toBe('windows-874');
  });

  it.each(texts)('is decoded piece by piece: %s', (encoding, _, text) => {
    const decoder = decoderOf(encoding);
    const pieces = [...iconv.encode(text, encoding)].map((byte) => decoder.write(Buffer.from([byte])));
    expect(pieces.join('') + decoder.end()).toBe(text);
  });
});
