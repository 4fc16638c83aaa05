import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** The encodings that files of customers come in. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-874', 'gb18030', 'big5', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** A guess should be confirmed by somebody who can read the text. */
  readonly certainty: 'byte-order-mark' | 'valid' | 'guess';
}

const sampleLength = 64 * 1024;
const byteOrderMarks: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Finds out in what encoding a file is: byte order mark, then whether the whole of it is UTF-8, then a guess among
 * `encodings` from the first parts that are not ASCII, with the language of the texts as a hint.
 */
export class EncodingDetector {
  #utf8: InstanceType<typeof TextDecoder> | undefined = new TextDecoder('utf-8', { fatal: true });
  #head: Buffer = Buffer.alloc(0);
  #sample: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    if (this.#head.length < sampleLength)
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, sampleLength - this.#head.length)]);
    if (this.#sample.length < sampleLength) {
      const first = bytes.findIndex((byte) => byte >= 0x80);
      if (first >= 0) {
        const part = bytes.subarray(first, first + sampleLength - this.#sample.length);
        this.#sample = Buffer.concat([this.#sample, part]);
      }
    }
    this.#decode(bytes);
  }

  end(language?: string | null): DetectedEncoding {
    for (const [encoding, mark] of byteOrderMarks) {
      if (mark.every((byte, at) => this.#head[at] === byte)) return { encoding, certainty: 'byte-order-mark' };
    }
    const wide = utf16Of(this.#head);
    if (wide) return { encoding: wide, certainty: 'guess' };
    this.#decode(undefined);
    if (this.#utf8) return { encoding: 'utf-8', certainty: 'valid' };
    return { encoding: guess(this.#sample, language?.toLowerCase() ?? ''), certainty: 'guess' };
  }

  #decode(bytes: Buffer | undefined): void {
    try {
      if (bytes) this.#utf8?.decode(bytes, { stream: true });
      else this.#utf8?.decode();
    } catch {
      this.#utf8 = undefined;
    }
  }
}

/** Every second byte of western text in UTF-16 is zero; no text in another encoding has so many. */
function utf16Of(head: Buffer): Encoding | undefined {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = Math.max(4, head.length / 20);
  if (Math.max(even, odd) < enough || Math.min(even, odd) * 10 > Math.max(even, odd)) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

const hints: readonly [RegExp, Encoding][] = [
  [/^th/, 'windows-874'],
  [/^zh-(hant|tw|hk|mo)/, 'big5'],
  [/^zh/, 'gb18030'],
];

function guess(sample: Buffer, language: string): Encoding {
  const hinted = hints.find(([pattern]) => pattern.test(language))?.[1];
  if (hinted && isReadable(sample, hinted)) return hinted;
  if (looksThai(sample)) return 'windows-874';
  const ranked = analyse(sample)
    .map(({ name, confidence }) => ({ name: toEncoding(name), confidence }))
    .filter((one): one is { name: Encoding; confidence: number } => one.name !== undefined && one.confidence > 0);
  const best = ranked.find(({ name }) => isReadable(sample, name));
  return best?.name ?? 'windows-1252';
}

function toEncoding(name: string): Encoding | undefined {
  const lower = name.toLowerCase();
  if (lower === 'iso-8859-1') return 'windows-1252';
  return encodings.find((encoding) => encoding === lower);
}

/** At most one character in a hundred cannot be decoded; the sample may end within one. */
function isReadable(sample: Buffer, encoding: Encoding): boolean {
  const text = iconv.decode(sample, encoding);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  return broken <= 1 + text.length / 100;
}

/**
 * Thai in windows-874 (TIS-620) has one byte a character: most letters lie from A1 to FB, and a vowel or tone mark above
 * or below always follows a consonant. Western text has no such runs, Chinese does not keep the rule.
 */
function looksThai(sample: Buffer): boolean {
  let high = 0;
  let marks = 0;
  let misplaced = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte < 0x80) continue;
    high += 1;
    const after = sample[at + 1] ?? 0;
    // The second byte of a Chinese character in Big5.
    if (after >= 0x40 && after <= 0x7e) misplaced += 1;
    if ((byte > 0xda && byte < 0xdf) || byte > 0xfb) misplaced += 1;
    if (!isThaiMark(byte)) continue;
    marks += 1;
    const before = sample[at - 1] ?? 0;
    if (!((before >= 0xa1 && before <= 0xce) || isThaiMark(before))) misplaced += 1;
  }
  return high >= 4 && marks > high / 20 && misplaced <= high / 50;
}

const isThaiMark = (byte: number): boolean =>
  byte === 0xd1 || (byte >= 0xd4 && byte <= 0xda) || (byte >= 0xe7 && byte <= 0xee);

export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/** Decodes a file piece by piece, without its byte order mark. What cannot be decoded becomes U+FFFD. */
export function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'utf-8') {
    const decoder = new TextDecoder('utf-8');
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const decoder = iconv.getDecoder(encoding);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
}
