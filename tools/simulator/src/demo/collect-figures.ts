import type { ServiceName } from '@harken/contracts';
import type { AlertListener } from '../alert-listener.ts';
import { expectStatus, type Page, pagesOf } from '../api-client.ts';
import { eachConcurrently } from '../each-concurrently.ts';
import type { Alert } from '../webhook-receiver.ts';
import {
  type ComplaintView,
  type Figures,
  type FiguresRow,
  figuresOfAlerts,
  figuresOfAnalytics,
  figuresOfComplaints,
} from './figures.ts';
import type { Role, RunningSystem } from './running-system.ts';

/** Every page of a list. */
export async function readAll<T>(system: RunningSystem, service: ServiceName, role: Role, path: string): Promise<T[]> {
  const read = async (page: string) => expectStatus(await system.api(service, role).get<Page<T>>(page), 200);
  const all: T[] = [];
  for await (const item of pagesOf<T>(path, read)) all.push(item);
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
  await eachConcurrently(await complaintsOf(system, run, since), 8, async ({ id }) => {
    whole.push(expectStatus(await system.api('complaints', 'handler').get<ComplaintView>(`/v1/complaints/${id}`), 200));
  });
  return whole;
}

/** How many records of a run were taken for complaints. */
export async function certainOf(system: RunningSystem, run: string): Promise<number> {
  const listed = await readAll<{ source: string }>(system, 'feedback', 'handler', '/v1/feedback?verdict=certain');
  return listed.filter(({ source }) => source === run).length;
}

/** The figures of a run, from each place that shows them. */
export async function collectFigures(
  system: RunningSystem,
  listener: AlertListener,
  run: string,
  since: string,
): Promise<Record<string, Figures>> {
  const ours = ({ data }: Alert) => data.campaign === run;
  const path = `/v1/complaint-figures?groupBy=team&campaign=${run}`;
  return {
    complaints: figuresOfComplaints(await wholeComplaintsOf(system, run, since)),
    webhook: figuresOfAlerts(listener.webhook.deliveries.map(({ alert }) => alert).filter(ours)),
    stream: figuresOfAlerts(listener.stream.received.map(({ alert }) => alert).filter(ours)),
    cursor: figuresOfAlerts((await listener.readByCursor()).filter(ours)),
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
