import { expectStatus } from '../api-client.ts';
import type { Alert } from '../webhook-receiver.ts';
import type { Ear } from './ear.ts';
import {
  type ComplaintView,
  type Figures,
  type FiguresRow,
  figuresOfAlerts,
  figuresOfAnalytics,
  figuresOfComplaints,
} from './figures.ts';
import type { DemoRole, RunningSystem } from './running-system.ts';
import { each } from './send-story.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Every page of a list. */
export async function readAll<T>(
  system: RunningSystem,
  service: 'feedback' | 'complaints' | 'analytics',
  role: DemoRole,
  path: string,
): Promise<T[]> {
  const all: T[] = [];
  let cursor = '';
  do {
    const query = `${path.includes('?') ? '&' : '?'}limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = expectStatus(await system.api(service, role).get<Page<T>>(`${path}${query}`), 200);
    all.push(...page.items);
    cursor = page.next ?? '';
  } while (cursor);
  return all;
}

interface Listed {
  readonly id: string;
  readonly customer: string;
  readonly status: string;
}

/** The complaints of a run, as the list has them. */
export async function complaintsOf(system: RunningSystem, run: string, since: string): Promise<Listed[]> {
  const path = `/v1/complaints?from=${encodeURIComponent(since)}`;
  const listed = await readAll<Listed>(system, 'complaints', 'handler', path);
  return listed.filter(({ customer }) => customer.startsWith(`${run}-`));
}

/** Each of them whole, with its clocks, answers and escalations. */
async function wholeComplaintsOf(system: RunningSystem, run: string, since: string): Promise<ComplaintView[]> {
  const whole: ComplaintView[] = [];
  await each(await complaintsOf(system, run, since), 8, async ({ id }) => {
    whole.push(expectStatus(await system.api('complaints', 'handler').get<ComplaintView>(`/v1/complaints/${id}`), 200));
  });
  return whole;
}

/** How many records of a run were taken for complaints. */
export async function certainOf(system: RunningSystem, run: string): Promise<number> {
  const listed = await readAll<{ source: string }>(system, 'feedback', 'handler', '/v1/feedback?verdict=certain');
  return listed.filter(({ source }) => source === run).length;
}

/** What each who could see the run says of it. */
export async function askWitnesses(
  system: RunningSystem,
  ear: Ear,
  run: string,
  since: string,
): Promise<Record<string, Figures>> {
  const ours = ({ data }: Alert) => data.campaign === run;
  const path = `/v1/complaint-figures?groupBy=team&campaign=${run}`;
  return {
    complaints: figuresOfComplaints(await wholeComplaintsOf(system, run, since)),
    webhook: figuresOfAlerts(ear.webhook.deliveries.map(({ alert }) => alert).filter(ours)),
    stream: figuresOfAlerts(ear.stream.received.map(({ alert }) => alert).filter(ours)),
    cursor: figuresOfAlerts((await ear.pulled()).filter(ours)),
    analytics: figuresOfAnalytics(await readAll<FiguresRow>(system, 'analytics', 'analyst', path)),
  };
}

interface ScoreRow {
  readonly group: { readonly touchpoint: string | null };
  readonly n: number;
  readonly value: number | null;
}

/** A score per touchpoint, as analytics gives it. */
export async function scoresOf(
  system: RunningSystem,
  metric: 'nps' | 'csat',
  run: string,
): Promise<Map<string, { n: number; value: number | null }>> {
  const path = `/v1/scores?metric=${metric}&groupBy=touchpoint&campaign=${run}`;
  const rows = await readAll<ScoreRow>(system, 'analytics', 'analyst', path);
  return new Map(rows.map(({ group, n, value }) => [String(group.touchpoint), { n, value }]));
}
