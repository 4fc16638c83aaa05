import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { similarity, trigramsOf } from './trigrams.ts';

const similar = (a: string, b: string): number => similarity(trigramsOf(a), trigramsOf(b));

describe('trigrams', () => {
  it.each([
    ['cat', ['  c', ' ca', 'cat', 'at ']],
    ['Foo|Bar', ['  f', ' fo', 'foo', 'oo ', '  b', ' ba', 'bar', 'ar ']],
    ['a a', ['  a', ' a ']],
    ['钥匙打不开', ['钥', '匙', '打', '不', '开', '钥匙', '匙打', '打不', '不开']],
    ['锁', ['锁']],
    ['ไม่มา', ['  ไ', ' ไม', 'ไม่', 'ม่ม', '่มา', 'มา ']],
    ['', []],
    ['?! ...', []],
  ])('of %j are those of pg_trgm, and syllables with their pairs', (text, expected) =>
    expect([...trigramsOf(text)]).toEqual(expected),
  );

  it('of a script without spaces do not depend on its spaces and punctuation', () => {
    expect(trigramsOf('钥匙 打不开，门 也坏了。')).toEqual(trigramsOf('钥匙打不开门也坏了'));
    expect(trigramsOf('กุญแจ ไม่พอดี')).toEqual(trigramsOf('กุญแจไม่พอดี'));
    expect([...trigramsOf('锁 iPhone 锁')]).toEqual(['锁', '  i', ' ip', 'iph', 'pho', 'hon', 'one', 'ne ']);
  });
});

describe('similarity', () => {
  it('is that of the documentation of pg_trgm', () => {
    expect(similar('word', 'two words')).toBeCloseTo(0.363636, 5);
    expect(similar('Cat', ' cAT!')).toBe(1);
    expect(similar('abc', 'xyz')).toBe(0);
  });

  it.each([
    ['The keys did not fit the front door.', 'Keys do not fit the front door, again!', 'The lift is out of order.'],
    ['新房子的大门钥匙打不开，没有人回电话。', '大门的钥匙还是打不开，也没有人回电话！', '电梯坏了三天，没有人来修。'],
    [
      'กุญแจประตูหน้าบ้านใหม่เปิดไม่ได้ ไม่มีใครโทรกลับ',
      'กุญแจประตูหน้ายังเปิดไม่ได้เลย และก็ไม่มีใครโทรกลับมา',
      'ลิฟต์เสียมาสามวันแล้ว ไม่มีใครมาซ่อม',
    ],
  ])('tells the same again from something else: %s', (text, again, other) => {
    expect(similar(text, again)).toBeGreaterThan(0.5);
    expect(similar(text, other)).toBeLessThan(0.2);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'ab c钥匙门ไม่มา, '), maxLength: 40 }),
  );

  it('is symmetrical, between 0 and 1, and 1 for a text and itself, unless the text is empty', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const score = similar(a, b);
        expect(score).toBe(similar(b, a));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(similar(a, a)).toBe(trigramsOf(a).size === 0 ? 0 : 1);
        expect(similar(a, a.toUpperCase().toLowerCase())).toBe(similar(a.toUpperCase().toLowerCase(), a));
      }),
    );
  });

  it('is 1 only for the same trigrams, and 0 only for none in common', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const [ours, theirs] = [trigramsOf(a), trigramsOf(b)];
        const score = similarity(ours, theirs);
        expect(score === 0).toBe([...ours].every((one) => !theirs.has(one)));
        if (score === 1) expect(ours).toEqual(theirs);
      }),
    );
  });
});
