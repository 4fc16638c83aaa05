import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createToken, readToken } from './invitation-token.ts';

const key = randomBytes(32);
const invitation = {
  invitationId: '01926f3a-7c1e-7b54-9d0e-00000000000a',
  expiresAt: new Date('2026-03-17T09:15:00.000Z'),
};
const token = createToken(invitation, key);

describe('the token of an invitation', () => {
  it('says which invitation it is and when it ends, and fits into an address', () => {
    expect(readToken(token, key)).toEqual(invitation);
    expect(token).toMatch(/^[\w-]{48}$/);
  });

  it('cannot be forged: no change of a single character is accepted, nor another key', () => {
    const alphabet = 'ABab01-_';
    for (let place = 0; place < token.length; place += 1) {
      for (const character of alphabet) {
        const changed = token.slice(0, place) + character + token.slice(place + 1);
        if (changed !== token) expect(readToken(changed, key)).toBeUndefined();
      }
    }
    expect(readToken(token, randomBytes(32))).toBeUndefined();
  });

  it.each(['', 'x', `${token}=`, `${token}A`, ` ${token}`, token.slice(1), '%00', 'ก'.repeat(48)])(
    'refuses %j',
    (text) => {
      expect(readToken(text, key)).toBeUndefined();
    },
  );
});
