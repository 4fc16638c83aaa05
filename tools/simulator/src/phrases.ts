export type Mood = 'good' | 'fair' | 'bad' | 'angry';

/** What customers of a property developer and an electronics retailer say, by language and mood. */
export const phrases: Readonly<Record<string, Readonly<Record<Mood, readonly string[]>>>> = {
  en: {
    good: [
      'Everything was explained patiently and on time.',
      'The lady at the desk remembered us, very friendly.',
      'Quick, clear and exactly what was promised.',
      'Best shop in the street, prices are marked and honest.',
    ],
    fair: ['It was all right, a bit of waiting.', 'Fine so far, the forms are long.', 'Good people, old computers.'],
    bad: [
      'I waited forty minutes and nobody took notice.',
      'The finish of the doors is not what we were shown.',
      'Three calls, three different answers.',
    ],
    angry: [
      'This is unacceptable, the wall is leaking again and I want my money back.',
      'I demand a refund, the set broke on the second day.',
      'Worst service ever. I will complain to the regulator if nobody calls back.',
    ],
  },
  zh: {
    good: ['销售员很耐心，讲得很清楚。', '交房很顺利，物业态度也好。', '价格实在，明码标价，值得推荐。'],
    fair: ['还可以，就是等的时间长了一点。', '总体不错，资料有点多。'],
    bad: ['等了四十分钟没有人理。', '门的做工和样板房不一样。', '打了三次电话，三个说法。'],
    angry: [
      '墙又漏水了，太差了，我要投诉！',
      '第二天就坏了，我要求退款。',
      '服务态度恶劣，再不处理我就去消费者协会投诉。',
    ],
  },
  th: {
    good: ['พนักงานอธิบายดีมาก ใจเย็น', 'ส่งมอบบ้านตรงเวลา ประทับใจมาก', 'ราคาชัดเจน บริการดี แนะนำเลย'],
    fair: ['โดยรวมโอเค แต่รอนานไปหน่อย', 'พอใช้ได้ เอกสารเยอะไปนิด'],
    bad: ['รอสี่สิบนาทีไม่มีใครสนใจ', 'งานประตูไม่เหมือนห้องตัวอย่าง', 'โทรไปสามครั้งได้คำตอบไม่เหมือนกัน'],
    angry: ['ผนังรั่วอีกแล้ว ขอร้องเรียน แย่มาก', 'ของเสียตั้งแต่วันที่สอง ขอเงินคืน', 'บริการแย่มาก จะร้องเรียน สคบ. ถ้าไม่โทรกลับ'],
  },
};
