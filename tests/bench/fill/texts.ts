import { type SearchableText, searchableText } from '@harken/text';

const words = {
  en: [
    'keys door lock kitchen tap leak noise garage lift bill deposit invoice handover garden window heating paint baseline',
    'nobody called back waited three days again broken wrong late rude promised yesterday engineer appointment refund',
  ].flatMap((line) => line.split(' ')),
  zh: [
    '漏水',
    '厨房',
    '电梯',
    '钥匙',
    '没有人',
    '回电话',
    '噪音',
    '账单',
    '押金',
    '师傅',
    '三天',
    '很差',
    '坏了',
    '等了',
  ],
  th: ['กุญแจ', 'ประตู', 'ครัว', 'รั่ว', 'ลิฟต์', 'ใบแจ้งหนี้', 'เสียงดัง', 'ไม่มีใคร', 'โทรกลับ', 'รอสามวัน', 'พัง', 'มัดจำ'],
} as const;

export interface Text extends SearchableText {
  readonly nth: number;
  readonly language: keyof typeof words;
  readonly text: string;
}

export const textCount = 2_000;

/** The same in every run: seven of ten in English, two in Chinese, one in Thai, fourteen words each. */
export const texts: readonly Text[] = Array.from({ length: textCount }, (_, nth) => {
  const language = nth % 10 < 7 ? 'en' : nth % 10 < 9 ? 'zh' : 'th';
  const known = words[language];
  const said = Array.from(
    { length: 14 },
    (_, place) => known[(nth * 31 + place * (7 + (nth % 5)) + place ** 2) % known.length],
  );
  const text = said.join(language === 'en' ? ' ' : '');
  return { nth, language, text, ...searchableText(text) };
});
