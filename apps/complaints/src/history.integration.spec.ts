import { RuleBroken } from '@harken/errors';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from './complaint/command.ts';
import { answering } from './complaint/complaint.builder.ts';
import { executeCommand } from './complaint/execute/change-complaint.use-case.ts';
import { clockKey, immutableFields } from './complaint/history/complaint-state.ts';
import { type HistoryChange, rebuild } from './complaint/history/rebuild.ts';
import { ComplaintTable, EscalationTable, SlaClockTable } from './complaint/storage/complaint.table.ts';
import { complaintsDatabase } from './complaints.fixture.ts';
import { openComplaints } from './intake/open-complaints.use-case.ts';
import { client } from './people/identity.builder.ts';
import { responsePolicy } from './policies/response-policy/response-policy.document.ts';

jest.setTimeout(60_000);

let database: Awaited<ReturnType<typeof complaintsDatabase>>;
beforeAll(async () => {
  database = await complaintsDatabase();
});
afterAll(() => database?.drop());

const customer = {
  customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
  externalId: 'crm-history',
  segments: ['owner-occupier'],
  tier: 'platinum',
  stage: null,
  language: 'en',
};
const facts = {
  ...{ origin: 'person' as const, feedbackId: null, customer, touchpoint: 'handover', channel: 'phone', method: null },
  ...{
    category: null,
    campaign: null,
    product: 'kitchen',
    location: null,
    language: 'en',
    text: 'The keys did not fit.',
    severity: null,
  },
  ...{ occurredAt: null, openedAt: null, actor: client(), onBehalfOf: 'anna' },
};

const commands = fc.constantFrom<Exclude<Command['name'], 'link' | 'mark-duplicate'>>(
  ...(['acknowledge', 'assign', 'investigate', 'wait-for-customer', 'resume', 'answer', 'resolve'] as const),
  ...(['close', 'reject', 'withdraw', 'reopen', 'change-severity', 'reroute', 'note'] as const),
);

async function work(id: string, name: Command['name'], turn: number): Promise<void> {
  await database.dataSource.transaction(async (tx) => {
    const policy = await responsePolicy.current(tx);
    const bodies: Partial<Record<Command['name'], object>> = {
      assign: { assignee: turn % 2 ? 'anna' : null },
      answer: answering,
      reject: { reasons: ['outside-warranty'], channel: 'email', text: 'No.' },
      reopen: { reason: 'It broke again.', policy },
      'change-severity': { severity: turn % 2 ? 'high' : 'low', policy },
      reroute: { team: 'customer-care', assignee: 'ben', rule: null },
      note: { text: 'Calls back.' },
    };
    const change = { id, expectedVersion: undefined, actor: client(), onBehalfOf: null };
    await executeCommand(change, { ...bodies[name], name } as Command, tx);
  });
}

async function stored(id: string): Promise<object> {
  const { manager } = database.dataSource;
  const row = await manager.findOneByOrFail(ComplaintTable, { id });
  const clocks = await manager.findBy(SlaClockTable, { complaintId: id });
  const escalations = await manager.findBy(EscalationTable, { complaintId: id });
  const changing = Object.entries(row).filter(([name]) => !immutableFields.includes(name as never));
  return inOrder({ ...Object.fromEntries(changing), clocks, escalations } as never);
}

const inOrder = <T extends Pick<NonNullable<ReturnType<typeof rebuild>>, 'clocks' | 'escalations'>>(state: T): T => ({
  ...state,
  clocks: state.clocks.toSorted((a, b) => (clockKey(a) < clockKey(b) ? -1 : 1)),
  escalations: state.escalations.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});

const rebuilt = async (id: string) => {
  const history: HistoryChange[] = await database.dataSource.query(
    'SELECT complaint_id AS "complaintId", version, after FROM history WHERE complaint_id = $1 ORDER BY history.id',
    [id],
  );
  const state = rebuild(history);
  return state && inOrder(state);
};

describe('the history that is stored', () => {
  it('rebuilds the rows of the complaint, its clocks and its escalations, whatever was done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commands, { minLength: 1, maxLength: 14 }), async (names) => {
        const [complaint] = await database.dataSource.transaction((tx) => openComplaints([facts], tx));
        const id = complaint?.id as string;
        for (const [turn, name] of names.entries())
          await work(id, name, turn).catch((error) => {
            if (!(error instanceof RuleBroken)) throw error;
          });
        expect(await rebuilt(id)).toEqual(await stored(id));
      }),
      { numRuns: 25 },
    );
  });

  it('says of each entry what was before it: the state that the entries before it tell', async () => {
    const [complaint] = await database.dataSource.transaction((tx) => openComplaints([facts], tx));
    const id = complaint?.id as string;
    for (const [turn, name] of (['answer', 'close', 'reopen', 'assign'] as const).entries()) await work(id, name, turn);
    const entries = await database.dataSource.query(
      'SELECT action, before FROM history WHERE complaint_id = $1 ORDER BY id',
      [id],
    );
    expect(entries.find(({ action }: { action: string }) => action === 'reopen').before).toMatchObject({
      cycle: 1,
      status: 'closed',
      answeredAt: expect.any(String),
    });
  });
});
