import { SingleBar } from 'cli-progress';
import { listen } from '../alert-listener.ts';
import type { StreamedAlert } from '../alert-stream.ts';
import { eachConcurrently } from '../each-concurrently.ts';
import { readRealData } from '../real/mapping.ts';
import { mappings } from '../real/mappings.ts';
import type { Story } from '../records.ts';
import { simulate } from '../simulate.ts';
import { type Alert, WebhookReceiver } from '../webhook-receiver.ts';
import { CallCentre } from './call-centre.ts';
import { certainOf, collectFigures, complaintsOf } from './collect-figures.ts';
import { compensate, spentLine } from './compensation.ts';
import { hear } from './hearing.ts';
import { showInsight } from './insight-page.ts';
import { type DemoOptions, readOptions, usage } from './options.ts';
import { startOwnHarken } from './own-harken.ts';
import { findSystem, type RunningSystem } from './running-system.ts';
import { runScenario } from './scenario.ts';
import { scoreLines } from './score-lines.ts';
import { seedCompany } from './seed-company.ts';
import { sendStory } from './send-story.ts';
import { settle } from './settle.ts';
import { agrees, type Check, checksOf, lineOf } from './summary.ts';
import { showSurge } from './surge.ts';

const say = (text: string): void => console.log(text);

async function storyOf({ data, records, seed }: DemoOptions): Promise<Story> {
  if (data === undefined) {
    say(`Records: simulated, seed ${seed}`);
    return simulate({ seed, records, until: new Date() });
  }
  const { feedback, missing } = await readRealData(data, mappings, new Date());
  say(
    `Records: real, ${mappings.length - missing.length} files${missing.length ? `, missing: ${missing.join(', ')}` : ''}`,
  );
  return { customers: [], interactions: [], feedback };
}

/** The clocks of acknowledgement and of first response have both climbed to the third level. */
const reachedTop = (received: readonly StreamedAlert[], complaint: string): boolean =>
  received.filter(
    ({ alert }) =>
      alert.subject === complaint &&
      alert.type.endsWith('complaint-escalated') &&
      alert.data.level === 3 &&
      alert.data.clock,
  ).length === 2;

async function demonstrate(system: RunningSystem, run: string, options: DemoOptions): Promise<Check[]> {
  const story = await storyOf(options);
  const total = story.interactions.length + story.feedback.length;
  const since = new Date(Date.now() - 5_000).toISOString();
  const ours = ({ data }: Alert): boolean => data.campaign === run;
  const people = new CallCentre(system.api('complaints', 'handler'), 0.5, ours);
  const receiver: WebhookReceiver = new WebhookReceiver((delivery, response) => {
    receiver.deliveries.push(delivery);
    people.onAlert(delivery.alert);
    response.writeHead(204).end();
  });
  const listener = await listen(system, { name: run, host: options.host, receiver });
  let restore: (() => Promise<void>) | undefined;
  try {
    restore = await seedCompany(system);
    const bar = new SingleBar({
      format: 'Sending  {bar} {percentage}%  {value}/{total}  {duration_formatted}',
      noTTYOutput: true,
      notTTYSchedule: 5_000,
    });
    bar.start(total, 0);
    const sent = await sendStory(system, story, { run, concurrency: 16, onProgress: (count) => bar.update(count) });
    bar.stop();

    const certain = await certainOf(system, run);
    say(`Waiting until ${certain} complaints are open and management has all that nobody answered ...`);
    const left = await settle(
      async () => (await complaintsOf(system, run, since)).filter(({ id }) => !people.prompt.has(id)),
      (waiting) =>
        people.prompt.size + waiting.length === certain &&
        waiting.every(({ id }) => reachedTop(listener.stream.received, id)),
    );
    await people.idle();
    say(`${people.prompt.size} were answered at once; ${left.length} reached the top and are answered now.`);
    await eachConcurrently(left, 8, ({ id }) => people.finish(id));

    const [first] = left;
    if (first) say('A refund for one of them is proposed, approved by somebody else, and paid by the CRM.');
    const approved = first ? [await compensate(system, first.id)] : [];

    const figures = () => collectFigures(system, listener, run, since);
    const checks = checksOf(await settle(figures, (said) => checksOf(said).every(agrees)));
    const alerts = {
      sent: new Set((await listener.readByCursor()).filter(ours).map(({ id }) => id)).size,
      'received by webhook': new Set(
        listener.webhook.deliveries
          .map(({ alert }) => alert)
          .filter(ours)
          .map(({ id }) => id),
      ).size,
      'received by stream': listener.stream.received.filter(({ alert }) => ours(alert)).length,
    };
    say('One more by phone, in business time: it waits for its customer, is closed, and reopened.');
    const scenario = await runScenario(system, listener, run);
    say('A file of years ago comes in, two programmes ask, free text is read in three languages, an answer is sent.');
    const heard = await hear(system, run);
    say('Sixteen keys do not fit: a problem is found, fixed, closed, and its customers are told.');
    const surge = await showSurge(system, run);
    say('Sixty customers say what their shops are like, and what they expected.');
    const insight = await showInsight(system, run);
    say(`\n${insight.page}`);
    return [
      { what: 'records', said: { sent: total, accepted: sent.accepted } },
      {
        what: 'taken for complaints',
        said: { feedback: certain, complaints: Object.values(checks[0]?.said ?? {})[0] },
      },
      ...checks,
      { what: 'alerts', said: alerts },
      { what: 'refused by the receiver', said: { webhook: listener.webhook.refused.length, expected: 0 } },
      { what: 'people who failed', said: { calls: people.failures.length, expected: 0 } },
      ...approved,
      ...(first ? [await settle(() => spentLine(system, run, first.id), agrees)] : []),
      ...scenario,
      ...heard,
      ...surge,
      ...insight.checks,
      ...(await scoreLines(system, run, story.feedback)),
    ];
  } finally {
    // Whatever failed: nothing of the demonstration stays, and no open connection keeps the command alive.
    await (restore?.() ?? Promise.resolve()).finally(() => listener.close());
  }
}

function optionsOf(args: readonly string[]): DemoOptions | undefined {
  try {
    return readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (options === undefined) return;
  if (options.here || process.env.HARKEN_SYSTEM) return show(options);
  const own = await startOwnHarken(say);
  Object.assign(process.env, own.env);
  try {
    await show(options);
  } finally {
    await own.stop();
    say('It is stopped, and nothing of it is left.');
  }
}

async function show(options: DemoOptions): Promise<void> {
  const run = `demo-${Date.now().toString(36)}`;
  const system = await findSystem(run);
  const began = performance.now();
  try {
    const checks = await demonstrate(system, run, options);
    say(`\nRun ${run}, ${((performance.now() - began) / 1000).toFixed(1)} s. Each number as every side counts it:`);
    for (const check of checks) say(lineOf(check));
    const bad = checks.filter((check) => !agrees(check));
    say(
      bad.length === 0
        ? '\nAll numbers agree.'
        : `\n${bad.length} numbers disagree: ${bad.map(({ what }) => what).join(', ')}.`,
    );
    process.exitCode = bad.length === 0 ? 0 : 1;
  } finally {
    await system.close();
  }
}

main().catch((error: Error & { cause?: unknown }) => {
  const away = /ECONNREFUSED/.test(String(error.cause ?? '') + error.message);
  console.error(
    away
      ? 'Harken does not answer. Start it with `npm start` in another terminal.'
      : `The demonstration failed: ${error.message}`,
  );
  // Requests that are still under way must not keep the command alive.
  process.exit(2);
});
