import { setTimeout as delay } from 'node:timers/promises';
import type { AlertListener } from '../alert-listener.ts';
import { expectStatus } from '../api-client.ts';
import { expectedDueAt } from './expected-figures.ts';
import type { Role, RunningSystem } from './running-system.ts';
import { settle } from './settle.ts';
import type { Check } from './summary.ts';

interface Clock {
  readonly clock: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly pausedSeconds: number;
  readonly state: string;
}
interface Complaint {
  readonly id: string;
  readonly number: string;
  readonly cycle: number;
  readonly status: string;
  readonly openedAt: string;
  readonly clocks: readonly Clock[];
}
interface Entry {
  readonly at: string;
  readonly action: string;
}
interface Explained {
  readonly intervals: readonly { from: string; to: string; why: string; ahead: boolean }[];
}
const calendar = 'demo-hours';
const hours = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];
const workingHours = {
  name: 'Demonstration, Hong Kong',
  zone: 'Asia/Hong_Kong',
  week: Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, hours])),
  effectiveFrom: '2020-01-01T00:00:00.000Z',
};
const acknowledge = { duration: 'PT4H', ms: 4 * 3_600_000 };
const target = { acknowledge: acknowledge.duration, firstResponse: 'P1D', resolution: 'P10D' };
const policy = {
  targets: { critical: target, high: target, normal: target, low: target },
  calendar,
  warnAt: 0.8,
  ladder: [{ level: 1, after: 'PT0S' }],
  straightToManagement: [],
  reopenWindow: 'P14D',
};
const answer = {
  outcome: 'upheld',
  reasons: ['lock-defect'],
  channel: 'email',
  text: 'New keys are on their way.',
};
const seconds = (ms: number) => Math.round(ms) / 1_000;

/** One complaint in business time: it waits for its customer, is closed, and reopened. */
export async function runScenario(system: RunningSystem, listener: AlertListener, run: string): Promise<Check[]> {
  const as = (role: Role) => system.api('complaints', role);
  expectStatus(await as('ops').put(`/v1/calendars/${calendar}`, workingHours), 200, 201);
  expectStatus(await as('ops').put('/v1/response-policy', policy), 200);
  const said = { customer: `scenario-${run}`, text: 'The keys did not fit; I paid a locksmith.', channel: 'phone' };
  const { id } = expectStatus(await as('call_centre').post<Complaint>('/v1/complaints', said), 201);
  const scenario = new Scenario(system, id);
  const due = await scenario.due();
  await scenario.waitForCustomer();
  const paused = await scenario.paused();
  await scenario.end();
  await scenario.command('reopen', { reason: 'The new keys do not fit either.' });
  await scenario.end();
  return [due, ...paused, ...(await scenario.reopened(listener))];
}

class Scenario {
  readonly #system: RunningSystem;
  readonly #id: string;

  constructor(system: RunningSystem, id: string) {
    this.#system = system;
    this.#id = id;
  }

  command(name: string, body: object = {}): Promise<unknown> {
    return this.#post('handler', `/v1/complaints/${this.#id}/${name}`, { onBehalfOf: 'demo', ...body });
  }

  /** The deadline, as the clock, the calendar and the hours on paper have it. */
  async due(): Promise<Check> {
    const { startedAt, dueAt } = await this.#clock('acknowledge');
    const path = `/v1/calendars/${calendar}/due-at?start=${startedAt}&duration=${acknowledge.duration}`;
    const said = await this.#get<{ dueAt: string }>(path);
    const expected = expectedDueAt(new Date(startedAt), acknowledge.ms).toISOString();
    return { what: 'due in business time', said: { clock: dueAt, calendar: said.dueAt, 'by hand': expected } };
  }

  async waitForCustomer(): Promise<void> {
    for (const name of ['acknowledge', 'investigate', 'wait-for-customer']) await this.command(name);
    await delay(1_200);
    const message = { direction: 'in', channel: 'email', text: 'Here is the bill of the locksmith.' };
    await this.#post('handler', `/v1/complaints/${this.#id}/messages`, message);
  }

  /** How long it stood still, as the clock, its explanation and the history have it. */
  async paused(): Promise<Check[]> {
    const { pausedSeconds, state } = await this.#clock('resolution');
    const { intervals } = await this.#get<Explained>(`/v1/complaints/${this.#id}/clocks/resolution/explain`);
    const still = intervals.filter(({ why, ahead }) => why === 'pending_customer' && !ahead);
    const explained = still.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
    const history = await this.#history();
    const at = (action: string) => Date.parse(history.find((entry) => entry.action === action)?.at ?? '');
    const inHistory = at('receive-message') - at('wait-for-customer');
    return [
      {
        what: 'seconds it stood still',
        said: { clock: pausedSeconds, explained: seconds(explained), history: seconds(inHistory) },
      },
      { what: 'runs after a message', said: { clock: state, expected: 'running' } },
    ];
  }

  async end(): Promise<void> {
    await this.command('answer', answer);
    await this.command('resolve');
    await this.command('close');
  }

  /** A second cycle, and a clock of the whole that went on from the first day. */
  async reopened(listener: AlertListener): Promise<Check[]> {
    const reopenings = () =>
      listener.stream.received.filter(
        ({ alert }) => alert.subject === this.#id && alert.type === 'harken.complaints.complaint-reopened',
      ).length;
    await settle(
      async () => reopenings(),
      (count) => count > 0,
    );
    const complaint = await this.#get<Complaint>(`/v1/complaints/${this.#id}`);
    const history = (await this.#history()).filter(({ action }) => action === 'reopen').length;
    const { startedAt } = await this.#clock('resolution');
    return [
      { what: 'reopened', said: { complaint: complaint.cycle - 1, history, stream: reopenings() } },
      { what: 'total time since', said: { clock: startedAt, opened: complaint.openedAt } },
      { what: 'in the end', said: { complaint: complaint.status, expected: 'closed' } },
    ];
  }

  async #clock(name: string): Promise<Clock> {
    const { clocks } = await this.#get<Complaint>(`/v1/complaints/${this.#id}`);
    const found = clocks.find(({ clock }) => clock === name);
    if (!found) throw new Error(`no clock ${name}`);
    return found;
  }

  async #history(): Promise<readonly Entry[]> {
    const path = `/v1/complaints/${this.#id}/history?limit=500`;
    return (await this.#get<{ items: readonly Entry[] }>(path)).items;
  }

  async #get<T>(path: string): Promise<T> {
    return expectStatus(await this.#system.api('complaints', 'manager').get<T>(path), 200);
  }

  async #post(role: Role, path: string, body: object): Promise<unknown> {
    return expectStatus(await this.#system.api('complaints', role).post(path, body), 200, 201);
  }
}
