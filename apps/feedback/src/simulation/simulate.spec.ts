import { expect, it } from '@jest/globals';
import { someProgramme } from '../programmes/programme.builder.ts';
import { everybody } from '../programmes/programme.ts';
import { simulate } from './simulate.ts';

const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const customer = (id: string, overrides = {}) => ({
  ...{ id, externalId: id, segments: [], tier: null, stage: null, language: null, consents: {} },
  ...overrides,
});
const visit = (id: string, day: number, overrides = {}) => ({
  ...{ customer: customer(id, overrides), touchpoint: null, dueAt: at(day) },
});
const quota = { max: 2, count: 'invitations', within: 'P2D', of: everybody } as const;
const programme = {
  ...someProgramme({ quarantine: 'P7D', quotas: [quota] }),
  id: 'p',
  version: 1,
  status: 'draft' as const,
};

it('counts what a programme would have done: its own quarantine and quotas, and what others had really sent', () => {
  const occasions = [
    visit('a', 1),
    visit('b', 1),
    visit('c', 1),
    visit('a', 2),
    visit('c', 4, { consents: { surveys: false } }),
    visit('d', 5),
    visit('e', 6),
    visit('a', 15),
  ];
  const sent = [
    { customerId: 'd', programme: 'another', at: at(1) },
    { customerId: 'e', programme: 'another', at: at(7) },
  ];
  const { candidates, invited, skipped } = simulate(programme, occasions, sent);
  // a and b, then c hits the quota; a has an open invitation; d was asked by another; e only later; a again.
  expect({ candidates, invited }).toEqual({ candidates: 8, invited: 4 });
  expect(skipped).toMatchObject({ quota: 1, open_invitation: 1, consent: 1, quarantine: 1, audience: 0 });
});
