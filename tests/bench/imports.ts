import { randomUUID } from 'node:crypto';
import { withClient } from '@harken/local-infrastructure';
import { expectStatus } from '@harken/simulator';
import type { System } from '../harness/system.ts';
import { copyIn, openClient } from './baselines/copy-in.ts';
import type { Bench, BenchContext } from './bench.ts';
import { compared, type Line } from './figures.ts';
import { feedbackBody } from './load/feedback-bodies.ts';
import { processorLines } from './processor-time.ts';
import { until } from './repeat.ts';
import { peakMemoryLines, untilPublished } from './services.ts';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly rows: { readonly accepted: number };
  readonly startedAt: string;
  readonly endedAt: string;
}

const rowsPerCopy = 20_000;
const customerId = randomUUID();

const csvHeader =
  'source,id,customer,method,touchpoint,channel,category,text,language,answers.nps,answers.csat,occurredAt';

function* csvOf(rows: number, run: string): Generator<string> {
  yield `${csvHeader}\n`;
  for (let first = 0; first < rows; first += 1_000) {
    let text = '';
    for (let n = first; n < Math.min(rows, first + 1_000); n += 1) {
      const { answers, ...body } = feedbackBody(n, `${run}-${n}`);
      const fields = [body.source, body.id, body.customer, body.method, body.touchpoint, body.channel, body.category];
      text += `${fields.join(',')},"${body.text}",${body.language},${answers.nps},${answers.csat},${body.occurredAt}\n`;
    }
    yield text;
  }
}

/** Sends the file and gives rows per second, from the begin of the job to its end. */
async function imported(system: System, rows: number, run: string): Promise<number> {
  const form = new FormData();
  form.append('kind', 'feedback');
  form.append('file', new Blob([...csvOf(rows, run)]), 'rows.csv');
  const sent = await fetch(`${system.serviceUrl('feedback')}/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${system.keys.crm}` },
    body: form,
  });
  const { id } = (await sent.json()) as Job;
  const crm = system.api('feedback', 'crm');
  const read = async () => expectStatus(await crm.get<Job>(`/v1/imports/${id}`), 200);
  await until('the import is over', async () => !['waiting', 'running'].includes((await read()).state), 1_800, 250);
  const { state, rows: counts, startedAt, endedAt } = await read();
  if (state !== 'completed' || counts.accepted !== rows)
    throw new Error(`the import is ${state}: ${counts.accepted} of ${rows} rows were taken`);
  return (rows * 1_000) / (Date.parse(endedAt) - Date.parse(startedAt));
}

/** The row that the service would write, by column. */
function copyRow(n: number, run: string): Readonly<Record<string, string | null>> {
  const { answers, id, customer: _, occurredAt, ...body } = feedbackBody(n, `${run}-${n}`);
  return {
    ...{ id: randomUUID(), source_id: id, customer_id: customerId, ...body, pattern: 'past' },
    ...{ answers: JSON.stringify(answers), attachments: '[]', verdict: 'none', reasons: '[]', history: 'false' },
    ...{ digest: '0'.repeat(32), occurred_at: occurredAt, received_at: occurredAt },
  };
}

async function copied(adminUrl: string, rows: number, run: string): Promise<number> {
  const client = await openClient(adminUrl);
  const columns = Object.keys(copyRow(0, run)).join(', ');
  let ms = 0;
  try {
    for (let first = 0; first < rows; first += rowsPerCopy) {
      const lines = Array.from({ length: Math.min(rowsPerCopy, rows - first) }, (_, at) =>
        Object.values(copyRow(first + at, run)).join('\t'),
      );
      const bytes = Buffer.from(`${lines.join('\n')}\n`);
      const started = performance.now();
      await copyIn(client, `COPY bench_baseline.feedback_copy (${columns}) FROM STDIN`, bytes);
      ms += performance.now() - started;
    }
  } finally {
    await client.end();
  }
  return (rows * 1_000) / ms;
}

/** One file of CSV beside COPY of the same rows into a table like the service's own. */
async function run(context: BenchContext): Promise<Line[]> {
  const rows = context.options.events ?? 1_000_000;
  const system = await context.system(['feedback']);
  const { feedback } = system.services;
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(`CREATE SCHEMA bench_baseline;
                  CREATE TABLE bench_baseline.feedback_copy (LIKE feedback.feedback INCLUDING ALL)`),
  );
  let count = 0;
  const nextRun = () => {
    count += 1;
    return `run-${count}`;
  };
  context.say('warming up');
  await imported(system, Math.min(rows, 20_000), nextRun());
  const what = `import of ${rows} rows of CSV`;
  const runs = await context.inTurns(
    what,
    () =>
      context.withCost([feedback], async () => {
        const perSecond = await imported(system, rows, nextRun());
        await untilPublished(feedback, 1_800);
        return { events: rows, result: { perSecond } };
      }),
    () =>
      context.withCost([], async () => ({
        events: rows,
        result: { perSecond: await copied(adminUrl, rows, nextRun()) },
      })),
  );
  return [
    compared(`${what}; baseline: COPY`, 'rows per second', runs, (one) => one.perSecond, '>= 30 % of COPY'),
    ...processorLines(what, 'row', runs, ['database']),
    ...peakMemoryLines(system, 'import', ['feedback']),
  ];
}

export const imports: Bench = { name: 'imports', run };
