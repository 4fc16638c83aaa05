import { expect, it } from '@jest/globals';
import { englishBase } from './english-base.ts';

it.each([
  ['charge', 'charged', 'charges', 'charging'],
  ['refund', 'refunds', 'refunded', 'refunding'],
  ['stop', 'stopped', 'stopping', 'stops'],
  ['complaint', 'complaints', "complaint's"],
  ['reply', 'replies'],
])('regular forms of %s meet', (...forms) => {
  expect(new Set(forms.map(englishBase)).size).toBe(1);
});

it.each([
  ['complain', 'complaint'],
  ['bus', 'bu'],
  ['this', 'thi'],
  ['king', 'k'],
])('%s and %s stay apart', (a, b) => {
  expect(englishBase(a)).not.toBe(englishBase(b));
});
