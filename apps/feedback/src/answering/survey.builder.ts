import type { LocalText } from '../programmes/local-text.ts';
import type { Question, Survey } from '../programmes/survey.ts';

const inAll = (en: string, hans: string, hant: string, th: string): LocalText => ({
  en,
  'zh-Hans': hans,
  'zh-Hant': hant,
  th,
});

/** A survey in four languages with every kind of question; the second page depends on the first. */
export const handoverQuestions: readonly Question[] = [
  {
    id: 'recommend',
    kind: 'nps',
    required: true,
    text: inAll(
      'How likely are you to recommend us to a friend?',
      '您有多大可能把我们推荐给朋友？',
      '您有多大可能把我們推薦給朋友？',
      'คุณมีแนวโน้มจะแนะนำเราให้เพื่อนมากน้อยเพียงใด',
    ),
  },
  {
    id: 'why',
    kind: 'text',
    showIf: { question: 'recommend', op: 'le', value: 6 },
    text: inAll('What disappointed you most?', '最让您失望的是什么？', '最讓您失望的是什麼？', 'อะไรทำให้คุณผิดหวังมากที่สุด'),
  },
  {
    id: 'satisfaction',
    kind: 'csat',
    text: inAll(
      'How satisfied are you with the handover of your home?',
      '您对交房的满意度如何？',
      '您對交屋的滿意度如何？',
      'คุณพอใจกับการส่งมอบบ้านมากน้อยเพียงใด',
    ),
  },
  {
    id: 'effort',
    kind: 'ces',
    text: inAll(
      'How easy was it to get the defects repaired?',
      '报修是否方便？',
      '報修是否方便？',
      'การแจ้งซ่อมง่ายเพียงใด',
    ),
  },
  {
    id: 'cleanliness',
    kind: 'rating',
    min: 0,
    max: 100,
    text: inAll('How clean was the flat?', '房屋的清洁程度如何？', '房屋的清潔程度如何？', 'ห้องสะอาดเพียงใด'),
  },
  {
    id: 'reason',
    kind: 'choice',
    text: inAll('What mattered most?', '您最看重什么？', '您最看重什麼？', 'อะไรสำคัญที่สุดสำหรับคุณ'),
    options: [
      { id: 'location', text: inAll('The location', '地段', '地段', 'ทำเลที่ตั้ง') },
      { id: 'price', text: inAll('The price', '价格', '價格', 'ราคา') },
    ],
  },
  {
    id: 'defects',
    kind: 'multiple_choice',
    text: inAll('Which defects did you find?', '您发现了哪些问题？', '您發現了哪些問題？', 'คุณพบข้อบกพร่องใดบ้าง'),
    options: [
      { id: 'water', text: inAll('Water leaks', '漏水', '漏水', 'น้ำรั่ว') },
      { id: 'doors', text: inAll('Doors or windows', '门窗', '門窗', 'ประตูหรือหน้าต่าง') },
      { id: 'paint', text: inAll('Paint and walls', '墙面油漆', '牆面油漆', 'สีและผนัง') },
    ],
  },
  {
    id: 'service',
    kind: 'factor',
    factor: 'service',
    asks: ['experience', 'expectation', 'importance', 'ideal'],
    text: inAll('Our service at the handover', '我们的交房服务', '我們的交屋服務', 'การบริการในวันส่งมอบ'),
  },
];

export const handoverSurvey: Survey = {
  title: inAll('Your new home', '您的新家', '您的新家', 'บ้านใหม่ของคุณ'),
  introduction: inAll('It takes about two minutes.', '大约需要两分钟。', '大約需要兩分鐘。', 'ใช้เวลาประมาณสองนาที'),
  thanks: inAll(
    'You help us to do better.',
    '您的意见帮助我们做得更好。',
    '您的意見幫助我們做得更好。',
    'คำตอบของคุณช่วยให้เราทำได้ดีขึ้น',
  ),
  questions: handoverQuestions,
};
