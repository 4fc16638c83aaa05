import type { ServiceName } from '@harken/contracts';
import { eachConcurrently, pagesOf } from '@harken/simulator';
import type { Role } from '@harken/stack';
import type { Ledger } from '../ledger/ledger.ts';
import type { Sender } from '../load/sender.ts';
import { touchpoints } from '../load/story.ts';

interface ComplaintBody {
  readonly id: string;
  readonly feedbackId: string | null;
  readonly status: string;
  readonly version: number;
  readonly cycle: number;
  readonly touchpoint: string | null;
}

/** What every API says when all is quiet, written into the ledger. */
export async function readEverything(sender: Sender, ledger: Ledger, say: (text: string) => void): Promise<void> {
  let read = 0;
  for await (const { id, sourceId } of pages<{ id: string; sourceId: string }>(
    sender,
    'feedback',
    'handler',
    '/v1/feedback',
  )) {
    ledger.record(id, sourceId);
    if (++read % 50_000 === 0) say(`${read} records of feedback read`);
  }
  const ids: string[] = [];
  for await (const { id } of pages<{ id: string }>(sender, 'complaints', 'handler', '/v1/complaints')) ids.push(id);
  say(`${read} records of feedback read, ${ids.length} complaints to read`);
  await eachConcurrently(ids, 8, async (id) => {
    const body = await sender.read<ComplaintBody>('complaints', 'handler', `/v1/complaints/${id}`);
    const { feedbackId, status, version, cycle, touchpoint } = body;
    const seen = { readAt: Date.now(), body: JSON.stringify(body) };
    ledger.complaint({ id, feedbackId, status, version, cycle, touchpoint, ...seen });
  });
  await readTimelines(sender, ledger);
  await readFigures(sender, ledger);
}

const sampleOfCustomers = 40;

async function readTimelines(sender: Sender, ledger: Ledger): Promise<void> {
  const sample = ledger.query<{ customer: string }>(
    'SELECT customer FROM items GROUP BY customer ORDER BY count(*) DESC, customer LIMIT ?',
    sampleOfCustomers,
  );
  for (const { customer } of sample) {
    const counts: Record<string, number> = { interaction: 0, feedback: 0 };
    const path = `/v1/customers/${customer}/timeline`;
    for await (const { type } of pages<{ type: string }>(sender, 'feedback', 'handler', path))
      counts[type] = (counts[type] ?? 0) + 1;
    ledger.figure(`timeline ${customer} interaction`, counts.interaction ?? 0);
    ledger.figure(`timeline ${customer} feedback`, counts.feedback ?? 0);
  }
}

interface ScoreRow {
  readonly group: { readonly touchpoint: string };
  readonly n: number;
  readonly value: number | null;
}

interface ComplaintFigures {
  readonly group: { readonly touchpoint: string };
  readonly opened: number;
  readonly open: number;
  readonly answered: number;
  readonly closed: number;
  readonly reopens: number;
  readonly breaches: { readonly acknowledge: number; readonly firstResponse: number };
  readonly escalations: Readonly<Record<string, { readonly escalations: number }>>;
}

/** The figures that a recount of the ledger has to give as well; see verdict/figures.ts for the names. */
export async function readFigures(sender: Sender, ledger: Ledger): Promise<void> {
  for (const metric of ['nps', 'csat']) {
    const path = `/v1/scores?metric=${metric}&groupBy=touchpoint`;
    for await (const { group, n, value } of pages<ScoreRow>(sender, 'analytics', 'analyst', path)) {
      ledger.figure(`scores ${metric} ${group.touchpoint} n`, n);
      if (value !== null) ledger.figure(`scores ${metric} ${group.touchpoint} value`, value);
    }
  }
  const path = '/v1/complaint-figures?groupBy=touchpoint';
  for await (const row of pages<ComplaintFigures>(sender, 'analytics', 'analyst', path)) {
    const say = (name: string, said: number) => ledger.figure(`complaints ${row.group.touchpoint} ${name}`, said);
    for (const name of ['opened', 'open', 'answered', 'closed', 'reopens'] as const) say(name, row[name]);
    say('acknowledge breached', row.breaches.acknowledge);
    say('first_response breached', row.breaches.firstResponse);
    for (const level of ['1', '2', '3']) say(`level ${level}`, row.escalations[level]?.escalations ?? 0);
  }
  for (const touchpoint of touchpoints) {
    const seen = await sender.read<Watched>('touchpoints', 'manager', `/v1/touchpoints/${touchpoint}`);
    for (const { metric, n } of seen.health.values) ledger.figure(`touchpoint ${touchpoint} ${metric} n`, n);
  }
}

interface Watched {
  readonly health: { readonly values: readonly { readonly metric: string; readonly n: number }[] };
}

const pages = <T>(sender: Sender, service: ServiceName, role: Role, path: string): AsyncGenerator<T> =>
  pagesOf<T>(path, (page) => sender.read(service, role, page));
