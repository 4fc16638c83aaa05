import type { OriginalFacts } from '../command.ts';

/** Replies for commands that bring no text of their own. They are to be sent. */
const replyTexts = {
  withdraw: {
    en: 'We have closed your complaint {number}, as you asked us to. You can come back to us at any time.',
    zh: '我们已应您的要求撤销投诉 {number}。如有需要，欢迎随时与我们联系。',
    th: 'เราได้ปิดเรื่องร้องเรียน {number} ตามคำขอของท่านแล้ว ท่านติดต่อเราได้ทุกเมื่อ',
  },
  duplicateOfOwn: {
    en: 'Your complaint {number} is handled together with your complaint {original}; you will get one answer to both.',
    zh: '您的投诉 {number} 将与您的投诉 {original} 合并处理，我们会一并答复。',
    th: 'เรื่องร้องเรียน {number} จะดำเนินการร่วมกับเรื่อง {original} ของท่าน และท่านจะได้รับคำตอบรวมกัน',
  },
  // The number of another customer's complaint is none of this customer's business.
  duplicateOfOther: {
    en: 'Others have told us the same as you did in your complaint {number}. We handle it once for all; you will get the answer.',
    zh: '您在投诉 {number} 中反映的问题，其他客户也向我们反映过。我们会统一处理，并将结果答复您。',
    th: 'ลูกค้าท่านอื่นแจ้งเรื่องเดียวกับเรื่องร้องเรียน {number} ของท่าน เราจะดำเนินการร่วมกัน และจะแจ้งคำตอบให้ท่านทราบ',
  },
  answerPassedOn: {
    en: 'What you told us in your complaint {number} has been answered. The answer is: {answer}',
    zh: '您在投诉 {number} 中反映的问题已有答复。答复如下：{answer}',
    th: 'เรื่องที่ท่านแจ้งในเรื่องร้องเรียน {number} มีคำตอบแล้ว คำตอบคือ: {answer}',
  },
} as const;

type ReplyLanguage = keyof (typeof replyTexts)['withdraw'];

/** The customer who is told, in which language, and about which complaint. */
interface Recipient {
  readonly number: string;
  readonly customer: string | null;
  readonly language: string | null;
}

export const withdrawalReply = (to: Recipient): string => inLanguageOf(to, 'withdraw');

/** Passes the answer of the original on, or promises it. */
export function duplicateReply(to: Recipient, original: OriginalFacts | undefined): string {
  if (!original) return inLanguageOf(to, 'duplicateOfOther');
  if (original.answer !== null) return inLanguageOf(to, 'answerPassedOn', { answer: original.answer });
  if (to.customer === null || original.customer !== to.customer) return inLanguageOf(to, 'duplicateOfOther');
  return inLanguageOf(to, 'duplicateOfOwn', { original: original.number });
}

function inLanguageOf(
  { number, language }: Recipient,
  reply: keyof typeof replyTexts,
  more: Readonly<Record<string, string>> = {},
): string {
  const tag = language?.toLowerCase().split('-')[0];
  const known: ReplyLanguage = tag === 'zh' || tag === 'th' ? tag : 'en';
  const values: Readonly<Record<string, string>> = { number, ...more };
  return replyTexts[reply][known].replace(/\{(number|original|answer)\}/g, (_, name: string) => values[name] ?? '');
}
