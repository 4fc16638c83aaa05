import type { MessagePurpose } from '@harken/contracts';
import type { MessageTemplate } from './message-template.ts';

type Words = Readonly<Record<'en' | 'zh-Hans' | 'zh-Hant' | 'th', readonly [subject: string, ...lines: string[]]>>;

const greetings = { en: 'Dear customer,', 'zh-Hans': '尊敬的客户：', 'zh-Hant': '親愛的客戶：', th: 'เรียน ท่านลูกค้า' };

const template = (words: Words): MessageTemplate => ({
  texts: (Object.keys(words) as (keyof Words)[]).map((language) => {
    const [subject, ...lines] = words[language];
    return { language, subject, text: [greetings[language], '', ...lines, '', '{company}'].join('\n') };
  }),
});

/** The templates that every installation begins with, as version 1 by `system`. */
export const shippedTemplates: Readonly<Record<MessagePurpose, MessageTemplate>> = {
  acknowledgement: template({
    en: [
      'We have your complaint {number}',
      'Thank you for telling us. Your complaint has arrived; its number is {number}.',
      'We look into it and will answer you.',
    ],
    'zh-Hans': [
      '我们已收到您的投诉 {number}',
      '感谢您告诉我们。我们已收到您的投诉，编号为 {number}。',
      '我们会调查此事并给您答复。',
    ],
    'zh-Hant': [
      '我們已收到您的投訴 {number}',
      '感謝您告訴我們。我們已收到您的投訴，編號為 {number}。',
      '我們會調查此事並給您答覆。',
    ],
    th: [
      'เราได้รับเรื่องร้องเรียน {number} ของท่านแล้ว',
      'ขอบคุณที่แจ้งให้เราทราบ เราได้รับเรื่องร้องเรียนของท่านแล้ว หมายเลขเรื่องคือ {number}',
      'เราจะตรวจสอบและแจ้งคำตอบให้ท่านทราบ',
    ],
  }),
  answer: template({
    en: ['Our answer to your complaint {number}', '{text}', '', 'If you do not agree: {recourse}'],
    'zh-Hans': ['关于您的投诉 {number} 的答复', '{text}', '', '如您不同意此答复：{recourse}'],
    'zh-Hant': ['關於您的投訴 {number} 的答覆', '{text}', '', '如您不同意此答覆：{recourse}'],
    th: ['คำตอบเรื่องร้องเรียน {number} ของท่าน', '{text}', '', 'หากท่านไม่เห็นด้วย: {recourse}'],
  }),
  invitation: template({
    en: [
      'How was it? Tell {company}',
      'We would like to know how it was for you. It takes a few minutes:',
      '{link}',
      'The link is yours alone.',
    ],
    'zh-Hans': [
      '您的体验如何？请告诉{company}',
      '我们想了解您的体验，只需几分钟：',
      '{link}',
      '此链接仅供您本人使用。',
    ],
    'zh-Hant': [
      '您的體驗如何？請告訴{company}',
      '我們想了解您的體驗，只需幾分鐘：',
      '{link}',
      '此連結僅供您本人使用。',
    ],
    th: [
      'ประสบการณ์ของท่านเป็นอย่างไร โปรดบอก {company}',
      'เราอยากทราบว่าประสบการณ์ของท่านเป็นอย่างไร ใช้เวลาเพียงไม่กี่นาที:',
      '{link}',
      'ลิงก์นี้สำหรับท่านเท่านั้น',
    ],
  }),
  reminder: template({
    en: [
      'A reminder: how was it?',
      'Some days ago we asked you how it was. There is still time to tell us:',
      '{link}',
      'If you have answered already, thank you.',
    ],
    'zh-Hans': [
      '温馨提醒：您的体验如何？',
      '几天前我们曾询问您的体验，您现在仍可告诉我们：',
      '{link}',
      '如果您已经回答，谢谢您。',
    ],
    'zh-Hant': [
      '溫馨提醒：您的體驗如何？',
      '幾天前我們曾詢問您的體驗，您現在仍可告訴我們：',
      '{link}',
      '如果您已經回答，謝謝您。',
    ],
    th: [
      'ขอเตือนอีกครั้ง: ประสบการณ์ของท่านเป็นอย่างไร',
      'เมื่อไม่กี่วันก่อนเราได้สอบถามประสบการณ์ของท่าน ท่านยังตอบได้ที่:',
      '{link}',
      'หากท่านตอบแล้ว ขอขอบคุณ',
    ],
  }),
  you_said_we_did: template({
    en: ['You told us, and this is what we did', 'You told us: {said}', 'What we did: {did}', '', 'Thank you.'],
    'zh-Hans': ['您提出的问题，我们已经改进', '您告诉我们：{said}', '我们的改进：{did}', '', '谢谢您。'],
    'zh-Hant': ['您提出的問題，我們已經改進', '您告訴我們：{said}', '我們的改進：{did}', '', '謝謝您。'],
    th: ['สิ่งที่ท่านบอก เราได้ปรับปรุงแล้ว', 'ท่านบอกเราว่า: {said}', 'สิ่งที่เราทำ: {did}', '', 'ขอบคุณ'],
  }),
};
