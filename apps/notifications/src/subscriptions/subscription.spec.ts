import { RuleBroken } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { languageOf, parseDelivery } from './delivery-request.ts';
import { parseFilter } from './filter-request.ts';
import { ownerFilter } from './subscriber-roles.ts';
import { changeSubscription, disable, enable, newSubscription, rotateSecret, signingSecrets } from './subscription.ts';
import { toView } from './subscription-view.ts';

const now = new Date('2026-03-02T10:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const delivery = { kind: 'webhook', url: 'https://calls.example.com/', ordered: false } as const;
const owner = { clientId: 'c1', owner: 'acme', ownerRoles: ['crm'] } as const;
const webhook = newSubscription({ ...owner, id: 's1', name: 'calls', filter: {}, delivery, secret: 'plain:one' }, now);
const email = newSubscription(
  {
    ...owner,
    id: 's2',
    name: 'mara',
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

  it('is disabled once, with one event', () => {
    const { state, events } = disable(webhook, 'gone', now);
    expect(state).toMatchObject({ status: 'disabled', disabledReason: 'gone', version: 2 });
    expect(events).toHaveLength(1);
    expect(disable(state, 'failing', later(1))).toEqual({ state, events: [] });
    expect(enable(state, later(2)).state).toMatchObject({ status: 'active', disabledReason: null, version: 3 });
  });

  it('keeps its kind of delivery', () => {
    const change = { delivery: { kind: 'email', to: ['a@b.co'], language: 'en' } } as const;
    expect(() => changeSubscription(webhook, change, now)).toThrow(RuleBroken);
    expect(changeSubscription(webhook, { name: 'new' }, now).state).toMatchObject({
      name: 'new',
      delivery,
      version: 2,
    });
  });

  it('is never shown with its secrets', () => {
    expect(JSON.stringify(toView(rotateSecret(webhook, 'plain:two', now).state))).not.toMatch(/plain|ecret/);
  });
});

describe('a requested subscription', () => {
  it('is refused with every error when it does not fit the kind', () => {
    expect(() => parseDelivery({ kind: 'webhook', to: ['a@b.co'] })).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({ pointer: '/delivery/to', code: 'unknown-field' }),
          expect.objectContaining({ pointer: '/delivery/url', code: 'required' }),
        ],
      }),
    );
  });

  it('is refused with its own code when it is not built yet', () => {
    expect(() => parseDelivery({ kind: 'worklist' })).toThrow(
      expect.objectContaining({ code: 'subscription.worklist-not-built' }),
    );
    expect(() => parseFilter({ expression: 'true' })).toThrow(
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
    expect(ownerFilter({ clientId: 'c1', roles: ['crm'] })).toBe('c1');
    expect(ownerFilter({ clientId: 'c1', roles: ['crm', 'ops'] })).toBeUndefined();
  });
});
