import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../../harness/complaints-client.ts';
import { responsePolicy } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';

interface Complaint {
  readonly id: string;
  readonly status: string;
  readonly cycle: number;
  readonly flags: readonly string[];
  readonly text: string;
  readonly clocks: readonly { clock: string; state: string; cycle: number; pausedSeconds: number }[];
  readonly links: readonly { to: string; kind: string }[];
  readonly answers: readonly { kind: string; text: string }[];
}

const target = { acknowledge: 'PT1H', firstResponse: 'PT2H', resolution: 'P10D' };
const policy = responsePolicy(target, { reopenWindow: 'P14D' });
const answer = { outcome: 'upheld_with_redress', reasons: ['defect'], channel: 'email', text: 'The lock is replaced.' };

export function lifeCycleJourney(system: () => System): void {
  describe('a complaint lives from its opening to what follows it', () => {
    const complaints = complaintsClient<Complaint>(system);
    const { read, command, get } = complaints;
    const handler = () => complaints.as('handler');
    const publish = (different: object = {}) => complaints.publish('/v1/response-policy', { ...policy, ...different });
    const write = (id: string, message: object) => handler().post(`/v1/complaints/${id}/messages`, message);
    const lock = { text: 'The lock is stuck.', touchpoint: 'handover', category: 'lock' };
    const open = async (customer: string) => (await complaints.open({ customer, ...lock })).id;
    const clock = ({ clocks }: Complaint, name: string) => clocks.find((one) => one.clock === name);
    const customer = 'crm-life-cycle';
    let id = '';

    it('waits for its customer, who writes by another channel, and goes on', async () => {
      await publish();
      id = await open(customer);
      await command(id, 'investigate');
      expectStatus(
        await write(id, { direction: 'out', channel: 'email', text: 'Which lock is it?', onBehalfOf: 'anna' }),
        201,
      );
      const waiting = await command(id, 'wait-for-customer');
      expect(clock(waiting, 'first_response')?.state).toBe('met');
      expect(clock(waiting, 'resolution')?.state).toBe('paused');
      const said = { direction: 'in', channel: 'line', text: 'The front door.', externalId: 'line-1' };
      expectStatus(await write(id, said), 201);
      expectStatus(await write(id, said), 200);
      const complaint = await read(id);
      expect([complaint.status, clock(complaint, 'resolution')?.state]).toEqual(['investigating', 'running']);
      const { items } = await get<Page<{ text: string }>>(`/v1/complaints/${id}/messages`);
      expect(items.map(({ text }) => text)).toEqual(['Which lock is it?', 'The front door.']);
    });

    it('stands in the timeline of its customer, messages too', async () => {
      const timeline = async () =>
        system()
          .api('feedback', 'handler')
          .get<Page<{ data: { action?: string } }>>(`/v1/customers/${customer}/timeline`);
      await eventually(async () => {
        const { items } = expectStatus(await timeline(), 200);
        expect(JSON.stringify(items)).toContain('message-received');
        expect(JSON.stringify(items)).not.toContain('The front door.');
      });
    });

    it('is answered and closed, reopened within the window, and keeps its total time', async () => {
      await command(id, 'answer', answer);
      await command(id, 'close');
      const reopened = await command(id, 'reopen', { reason: 'It is stuck again.', onBehalfOf: 'anna' });
      expect(reopened).toMatchObject({ status: 'received', cycle: 2 });
      expect(clock(reopened, 'first_response')).toMatchObject({ cycle: 2, state: 'running' });
      expect(clock(reopened, 'resolution')).toMatchObject({ cycle: 1, state: 'running' });
      const early = await handler().post<{ code: string }>(`/v1/complaints/${id}/close`, {});
      expect(early).toMatchObject({ status: 409, body: { code: 'complaint.answer-missing' } });
      await command(id, 'answer', answer);
      await command(id, 'close');
    });

    it('is followed by a new one after the window', async () => {
      await publish({ reopenWindow: 'PT0S' });
      const reply = await handler().post<Complaint>(`/v1/complaints/${id}/reopen`, { reason: 'And once more.' });
      const follower = expectStatus(reply, 201);
      expect(follower).toMatchObject({ text: 'And once more.', cycle: 1, links: [{ to: id, kind: 'follows' }] });
      expect((await read(id)).links).toMatchObject([{ to: follower.id, kind: 'followed_by' }]);
    });

    it('ends in other ways too, and each with an answer to its customer', async () => {
      const first = await open('crm-ends');
      await command(first, 'assign', { assignee: 'anna' });
      const waiting = await command(first, 'wait-for-third-party', { reason: 'The maker of the lock.' });
      expect([waiting.status, clock(waiting, 'resolution')?.state]).toEqual(['pending_third_party', 'running']);
      const no = { reasons: ['outside-warranty'], channel: 'email', text: 'The warranty is over.' };
      const rejected = await command(first, 'reject', no);
      const duplicate = await command(await open('crm-ends'), 'mark-duplicate', { of: first });
      const withdrawn = await command(await open('crm-ends'), 'withdraw', { reason: 'It works again.' });
      const ends = [rejected, duplicate, withdrawn];
      expect(ends.map(({ status, answers }) => [status, answers[0]?.kind, (answers[0]?.text.length ?? 0) > 0])).toEqual(
        [
          ['rejected', 'rejection', true],
          ['duplicate', 'duplicate', true],
          ['withdrawn', 'withdrawal', true],
        ],
      );
      const again = await handler().post<{ code: string }>(`/v1/complaints/${duplicate.id}/reopen`, { reason: 'No.' });
      expect(again).toMatchObject({ status: 409, body: { code: 'complaint.transition-forbidden' } });
    });

    it('is closed with many others at once, each answering for itself', async () => {
      const ids = [await open('crm-bulk-1'), await open('crm-bulk-2'), await open('crm-bulk-3')] as const;
      await command(ids[0], 'answer', answer);
      await command(ids[2], 'answer', answer);
      const { done, refused, results } = expectStatus(
        await handler().post<{ done: number; refused: number; results: { problem?: { code: string } }[] }>(
          '/v1/complaints/bulk',
          { command: 'close', ids },
        ),
        200,
      );
      expect([done, refused, results.map(({ problem }) => problem?.code)]).toEqual([
        2,
        1,
        [undefined, 'complaint.answer-missing', undefined],
      ]);
    });

    it('has a history that says what each entry changed, and only grows', async () => {
      const { items } = await get<Page<{ action: string; before?: object; after?: object }>>(
        `/v1/complaints/${id}/history`,
      );
      expect(items[0]).toMatchObject({ action: 'open', after: { status: 'received', cycle: 1 } });
      expect(items.find(({ action }) => action === 'reopen')).toMatchObject({
        before: { status: 'closed', cycle: 1 },
        after: { status: 'received', cycle: 2 },
      });
    });
  });
}
