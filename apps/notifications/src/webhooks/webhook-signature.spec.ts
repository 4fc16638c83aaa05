import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { formatSecret, signedHeaders } from './webhook-signature.ts';

const one = formatSecret(new Uint8Array(32).fill(1));
const two = formatSecret(new Uint8Array(32).fill(2));
const body = JSON.stringify({ summary: 'ยกเลิก 投诉 ✓' });

describe('a signature', () => {
  it('is what standardwebhooks expects', () => {
    const headers = signedHeaders('id-1', new Date(), body, [one]);
    expect(new Webhook(one).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(two).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(one).verify(`${body} `, headers)).toThrow('No matching signature');
  });

  it('is there by both secrets during a rotation', () => {
    const headers = signedHeaders('id-1', new Date(), body, [two, one]);
    for (const secret of [one, two]) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
  });
});
