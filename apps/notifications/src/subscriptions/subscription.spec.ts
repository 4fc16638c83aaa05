import { RuleBroken } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { languageOf, readDelivery } from './delivery-wish.ts';
import { readFilter } from './filter-wish.ts';
import { ownerOf } from './subscribers.ts';
import { changeSubscription, disable, enable, rotateSecret, signingSecrets, subscribe } from './subscription.ts';
import { viewOf } from './subscription-view.ts';

const now = new Date('2026-03-02T10:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const delivery = { kind: 'webhook', url: 'https://calls.example.com/', ordered: false } as const;
const webhook = subscribe({ id: 's1', name: 'calls', owner: 'acme', filter: {}, delivery, secret: 'plain:one' }, now);
const email = subscribe(
  {
    id: 's2',
    name: 'mara',
    owner: 'acme',
    filter: {},
    delivery: { kind: 'email', to: ['a@b.co'], language: 'en' },
    secret: null,
  },
  now,
);

describe('a subscription', () => {
  it('signs by the old secret too for a day after a rotation', () => {
    const { state } = rotateSecret(webhook, 'plain:two', now);
    expect(signingSecrets(state, later(23.9))).toEqual(['plain:two', 'plain:one']);
    expect(signingSecrets(state, later(24))).toEqual(['plain:two']);
  });

  it('has a secret only when it is a webhook', () => {
    expect(() => rotateSecret(email, 'x', now)).toThrow(RuleBroken);
  });

  it('is disabled once, and tells it once', () => {
    const { state, events } = disable(webhook, 'gone', now);
    expect(state).toMatchObject({ status: 'disabled', disabledReason: 'gone', version: 2 });
    expect(events).toHaveLength(1);
    expect(disable(state, 'failing', later(1))).toEqual({ state, events: [] });
    expect(enable(state, later(2)).state).toMatchObject({ status: 'active', disabledReason: null, version: 3 });
  });

  it('keeps its kind of delivery', () => {
    const wish = { delivery: { kind: 'email', to: ['a@b.co'], language: 'en' } } as const;
    expect(() => changeSubscription(webhook, wish, now)).toThrow(RuleBroken);
    expect(changeSubscription(webhook, { name: 'new' }, now).state).toMatchObject({
      name: 'new',
      delivery,
      version: 2,
    });
  });

  it('is never shown with its secrets', () => {
    expect(JSON.stringify(viewOf(rotateSecret(webhook, 'plain:two', now).state))).not.toMatch(/plain|ecret/);
  });
});

describe('what a subscriber wants', () => {
  it('is refused with every fault when it does not fit the kind', () => {
    expect(() => readDelivery({ kind: 'webhook', to: ['a@b.co'] })).toThrow(
      expect.objectContaining({
        faults: [
          expect.objectContaining({ pointer: '/delivery/to', code: 'unknown-field' }),
          expect.objectContaining({ pointer: '/delivery/url', code: 'required' }),
        ],
      }),
    );
  });

  it('is refused plainly when it is not built yet', () => {
    expect(() => readDelivery({ kind: 'worklist' })).toThrow(
      expect.objectContaining({ code: 'subscription.worklist-not-built' }),
    );
    expect(() => readFilter({ expression: 'true' })).toThrow(
      expect.objectContaining({ code: 'subscription.expression-not-built' }),
    );
  });

  it.each([
    ['zh-Hans-CN', 'zh'],
    ['TH', 'th'],
    ['de', 'en'],
    [undefined, 'en'],
  ])('in the language %p is written in %p', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  it('belongs to the client, unless ops or a manager asks', () => {
    expect(ownerOf({ name: 'acme', roles: ['crm'] })).toBe('acme');
    expect(ownerOf({ name: 'acme', roles: ['crm', 'ops'] })).toBeUndefined();
  });
});
