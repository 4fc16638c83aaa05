import { expect, it } from '@jest/globals';
import { stemEnglish } from './stem-english.ts';

it.each([
  ['charge', 'charged', 'charges', 'charging'],
  ['refund', 'refunds', 'refunded', 'refunding'],
  ['stop', 'stopped', 'stopping', 'stops'],
  ['complaint', 'complaints', "complaint's"],
  ['reply', 'replies'],
])('regular forms of %s meet', (...forms) => {
  expect(new Set(forms.map(stemEnglish)).size).toBe(1);
});

it.each([
  ['complain', 'complaint'],
  ['bus', 'bu'],
  ['this', 'thi'],
  ['king', 'k'],
])('%s and %s stay apart', (a, b) => {
  expect(stemEnglish(a)).not.toBe(stemEnglish(b));
});
