import { expectStatus } from '../api-client.ts';
import { eachConcurrently } from '../each-concurrently.ts';
import type { Role, RunningSystem } from './running-system.ts';
import { settle } from './settle.ts';
import type { Check } from './summary.ts';

const dayMs = 86_400_000;
const quietCases = 350;
const quietDays = 350;
const surge = 16;
const cause = 'demo-locksmith';

interface Scan {
  readonly learnt: boolean;
  readonly suspicions: readonly { readonly cell: Readonly<Record<string, string>>; readonly observed: number }[];
  readonly problems: readonly string[];
}
interface Problem {
  readonly id: string;
  readonly state: string;
  readonly cell: Readonly<Record<string, string>>;
  readonly complaints: { readonly count: number };
  readonly messages: Readonly<Record<string, number>>;
}

/** Runs `work` with a cause more on the list, which is then again what it was: whoever has a list must name a cause. */
async function withCause<T>(system: RunningSystem, id: string, work: () => Promise<T>): Promise<T> {
  const ops = system.api('complaints', 'ops');
  const { causes } = expectStatus(await ops.get<{ causes: readonly object[] }>('/v1/causes'), 200);
  const publish = async (list: readonly object[]) =>
    expectStatus(await ops.put('/v1/causes', { causes: list }), 200, 201);
  await publish([...causes, { id, names: { en: 'Locksmith' } }]);
  return work().finally(() => publish(causes));
}

/** A quiet year, then sixteen complaints of one kind: they become one problem, which is fixed, and the customers are told. */
export const showSurge = (system: RunningSystem, run: string): Promise<Check[]> =>
  withCause(system, cause, () => surgeOf(system, run));

async function surgeOf(system: RunningSystem, run: string): Promise<Check[]> {
  const as = (role: Role) => system.api('complaints', role);
  const manager = system.api('touchpoints', 'manager');
  const category = `${run}-keys`;
  const touchpoint = `${run}-handover`;
  await importQuietYear(system, run, { touchpoint, category });
  const scan = async (body: object): Promise<Scan> =>
    expectStatus(await manager.post<Scan>('/v1/problems/scan', body), 200);
  const isOurs = ({ cell }: { readonly cell: Readonly<Record<string, string>> }): boolean =>
    cell.category === category || cell.touchpoint === touchpoint;

  const complaints: string[] = [];
  await eachConcurrently(
    Array.from({ length: surge }, (_, at) => at),
    8,
    async (at) => {
      const body = { customer: `${run}-flat-${at}`, text: `The key of flat ${at} does not fit.`, touchpoint, category };
      const opened = await as('call_centre').post<{ id: string }>('/v1/complaints', { ...body, channel: 'phone' });
      complaints.push(expectStatus(opened, 201).id);
    },
  );
  const dry = await settle(
    () => scan({ dryRun: true }),
    ({ learnt, suspicions }) => learnt && suspicions.some((each) => isOurs(each) && each.observed === surge),
  );
  await scan({});
  const found = await settle(
    async () => {
      const answer = await manager.get<{ items: readonly Problem[] }>('/v1/problems?state=suspected&limit=500');
      return expectStatus(answer, 200).items.filter(isOurs);
    },
    (problems) => problems.length > 0,
  );
  const id = found[0]?.id ?? '';
  const act = async (name: string, body: object = {}): Promise<Problem> =>
    expectStatus(await manager.post<Problem>(`/v1/problems/${id}/${name}`, body), 200);
  await act('confirm');
  await act('start', { action: 'Another locksmith', cause });
  await act('verify');
  const closed = await act('close', { reason: 'All keys are cut anew.' });
  const texts = [{ language: 'en', said: 'The keys did not fit.', did: 'All keys are cut anew.' }];
  const told = await act('tell-customers', { texts });
  const linked = await settle(
    async () => {
      const shown = complaints.map((each) => as('handler').get<{ problem: string | null }>(`/v1/complaints/${each}`));
      return (await Promise.all(shown)).filter((answer) => expectStatus(answer, 200).problem === id).length;
    },
    (count) => count === surge,
  );
  const command = async (complaint: string, name: string, body: object): Promise<void> => {
    expectStatus(await as('handler').post(`/v1/complaints/${complaint}/${name}`, { onBehalfOf: 'demo', ...body }), 200);
  };
  await eachConcurrently(complaints, 8, async (complaint) => {
    const text = 'New keys are on their way.';
    await command(complaint, 'answer', { outcome: 'upheld', reasons: ['keys'], channel: 'phone', text });
    await command(complaint, 'resolve', { cause });
    await command(complaint, 'close', {});
  });
  return [
    { what: 'suspected in a dry run', said: { scan: dry.suspicions.filter(isOurs).length, expected: 1 } },
    { what: 'one problem', said: { problems: found.length, expected: 1 } },
    { what: 'its complaints', said: { sent: surge, problem: closed.complaints.count, complaints: linked } },
    { what: 'in the end', said: { problem: closed.state, expected: 'closed' } },
    { what: 'customers to be told', said: { requested: told.messages.requested, expected: surge } },
  ];
}

/** About one complaint a day, all closed: what is usual. History opens nothing. */
async function importQuietYear(
  system: RunningSystem,
  run: string,
  { touchpoint, category }: { touchpoint: string; category: string },
): Promise<void> {
  const daysAgo = (days: number): string => new Date(Date.now() - days * dayMs).toISOString();
  const lines = Array.from({ length: quietCases }, (_, at) => {
    const opened = 1.5 + (at % quietDays);
    const times = { openedAt: opened, answeredAt: opened - 0.3, resolvedAt: opened - 0.4, closedAt: opened - 0.5 };
    return JSON.stringify({
      ...{ source: run, id: `quiet-${at}`, customer: `${run}-quiet-${at % 50}`, channel: 'phone' },
      ...{ text: `It was not as promised (${at}).`, team: 'demo-customer-care', severity: 'normal' },
      touchpoint: at % 3 === 0 ? touchpoint : `${run}-elsewhere`,
      category: at % 7 === 0 ? category : 'delay',
      ...Object.fromEntries(Object.entries(times).map(([name, days]) => [name, daysAgo(days)])),
      answers: [{ outcome: 'upheld', reasons: ['late'], channel: 'email', text: 'We are sorry.' }],
    });
  });
  const headers = { 'content-type': 'application/x-ndjson' };
  const path = `/v1/complaints/import?importId=${run}`;
  const answer = await system
    .api('complaints', 'crm')
    .post<{ results: readonly { problem?: unknown }[] }>(path, lines.join('\n'), headers);
  const refused = expectStatus(answer, 200).results.find(({ problem }) => problem !== undefined);
  if (refused) throw new Error(`A complaint of the quiet year was refused: ${JSON.stringify(refused)}`);
}
