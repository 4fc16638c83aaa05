/** Replies for commands that bring no text of their own. */
const replyTexts = {
  withdraw: {
    en: 'We have closed your complaint {number}, as you asked us to. You can come back to us at any time.',
    zh: '我们已应您的要求撤销投诉 {number}。如有需要，欢迎随时与我们联系。',
    th: 'เราได้ปิดเรื่องร้องเรียน {number} ตามคำขอของท่านแล้ว ท่านติดต่อเราได้ทุกเมื่อ',
  },
  'mark-duplicate': {
    en: 'Your complaint {number} is handled together with the one you made before; you will get one answer to both.',
    zh: '您的投诉 {number} 将与您之前的投诉合并处理，我们会一并答复。',
    th: 'เรื่องร้องเรียน {number} จะดำเนินการร่วมกับเรื่องที่ท่านแจ้งไว้ก่อนหน้า และท่านจะได้รับคำตอบรวมกัน',
  },
} as const;

type ReplyLanguage = keyof (typeof replyTexts)['withdraw'];

export function standardReply(command: keyof typeof replyTexts, language: string | null, number: string): string {
  const tag = language?.toLowerCase().split('-')[0];
  const known: ReplyLanguage = tag === 'zh' || tag === 'th' ? tag : 'en';
  return replyTexts[command][known].replace('{number}', number);
}
