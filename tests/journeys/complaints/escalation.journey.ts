import type { Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../../harness/complaints-client.ts';
import { responsePolicy } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';

interface Complaint {
  readonly id: string;
  readonly team: string;
  readonly assignee: string | null;
  readonly escalations: readonly {
    readonly kind: string;
    readonly level?: number;
    readonly reason: string;
    readonly note?: string;
    readonly people: readonly { readonly id: string }[];
    readonly closedAt?: string;
  }[];
}

const slow = { acknowledge: 'PT1H', firstResponse: 'PT2H', resolution: 'P10D' };
const ladder = [
  { level: 1, after: 'PT0S', actWithin: 'PT1S' },
  { level: 2, after: 'PT2H' },
  { level: 3, after: 'PT3H' },
];
const policyOf = (acknowledge: string) =>
  responsePolicy(slow, { ladder, straightToManagement: ['safety'] }, { normal: { ...slow, acknowledge } });

export function escalationJourney(system: () => System): void {
  describe('important complaints reach management, which acts', () => {
    const complaints = complaintsClient<Complaint>(system);
    const { read, get, publish: put } = complaints;
    const command = (id: string, name: string, body: object) => complaints.command(id, name, body, 'manager');
    const open = async (customer: string, text: string) =>
      (await complaints.open({ customer, text, touchpoint: 'handover' })).id;
    const levelsOf = ({ escalations }: Complaint) =>
      escalations.map(({ level, reason, people }) => [level, reason, people.map(({ id }) => id).join()]);
    let id: string;

    it('knows who management is: a supervisor with a deputy, a manager, and nobody at the top today', async () => {
      await put('/v1/teams/engineering', {
        name: 'Engineering',
        members: [{ id: 'eva', name: 'Eva', role: 'engineer' }],
        assignment: 'round_robin',
      });
      await put('/v1/management-levels', {
        levels: [
          {
            level: 1,
            people: [{ id: 'sam', name: 'Sam', awayUntil: '2199-01-01T00:00:00.000Z', deputies: ['dora'] }],
          },
          {
            level: 2,
            people: [
              { id: 'mara', name: 'Mara' },
              { id: 'dora', name: 'Dora', team: 'engineering' },
            ],
          },
          { level: 3, people: [{ id: 'otto', name: 'Otto', available: false }] },
        ],
      });
    });

    it('a missed deadline goes to the deputy, and to the manager when she does not act', async () => {
      await put('/v1/response-policy', policyOf('PT1S'));
      id = await open('crm-escalation-1', 'Nobody came to the handover.');
      await eventually(async () =>
        expect(levelsOf(await read(id))).toEqual([
          [1, 'breach', 'dora'],
          [2, 'management_overdue', 'mara'],
        ]),
      );
      const mine = await get<Page<{ complaintId: string }>>('/v1/worklists/management?person=mara', 'manager');
      expect(mine.items.map(({ complaintId }) => complaintId)).toContain(id);
    });

    it('instructs the handler, approves, and hands it down again with a reason', async () => {
      const act = (level: number, name: string, body: object) =>
        command(id, `escalations/${level}/${name}`, { onBehalfOf: 'mara', ...body });
      await act(2, 'instruct', { text: 'Offer a new date today.' });
      await act(2, 'approve', { reason: 'Saturday is fine.' });
      const lowered = await act(2, 'de-escalate', { reason: 'A new date is agreed.', toLevel: 1 });
      expect(lowered.escalations.filter(({ closedAt }) => !closedAt)).toMatchObject([
        { level: 1, reason: 'de_escalated' },
      ]);
      const history = await get<Page<{ action: string; reason?: string }>>(`/v1/complaints/${id}/history?limit=200`);
      expect(history.items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ action: 'instruct', reason: 'Offer a new date today.' }),
          expect.objectContaining({ action: 'de-escalate', from: 'level 2', to: 'level 1' }),
        ]),
      );
    });

    it('danger goes to the top at once, which is empty and says so', async () => {
      await put('/v1/response-policy', policyOf('PT1H'));
      const danger = await read(await open('crm-escalation-2', 'My son was injured by the door.'));
      expect(danger.escalations).toMatchObject([{ level: 3, reason: 'safety', note: 'level 3 is empty', people: [] }]);
    });

    it('and a handler who cannot go on turns to another team, or to a manager', async () => {
      const other = await open('crm-escalation-3', 'The lock sticks.');
      const escalate = (body: object) => command(other, 'escalate', { onBehalfOf: 'anna', ...body });
      expect(
        await escalate({ kind: 'functional', team: 'engineering', reason: 'Only they can open the lock.' }),
      ).toMatchObject({ team: 'engineering', assignee: 'eva' });
      const brought = await escalate({ kind: 'hierarchical', level: 2, reason: 'The customer asks for a manager.' });
      expect(brought.escalations.at(-1)).toMatchObject({
        kind: 'hierarchical',
        reason: 'by_hand',
        people: [{ id: 'mara' }, { id: 'dora' }],
      });
      await put('/v1/management-levels', { levels: [] });
    });
  });
}
