import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '../harness/system.ts';
import { drain, waitForQuiet } from './backlog.ts';
import { FaultSchedule, faultMoments, maxSent } from './fault-schedule.ts';
import type { Fault } from './faults/fault.ts';
import { Ledger } from './ledger/ledger.ts';
import { ComplaintHandlers } from './load/complaint-handlers.ts';
import { Intake } from './load/intake.ts';
import { Sender } from './load/sender.ts';
import { type StoryOptions, storyOf } from './load/story.ts';
import { readEverything, readFigures } from './observe/final-read.ts';
import { type Observers, observe } from './observe/observers.ts';
import { escalationEndsMs, quickRetries, seedResilienceCompany } from './seed-resilience-company.ts';
import { figureVerdicts } from './verdict/figures.ts';
import { evaluateVerdicts, type VerdictResult } from './verdict/verdicts.ts';

export interface RunOptions extends Omit<StoryOptions, 'until'> {
  readonly rate: number;
  readonly concurrency: number;
  readonly maxWaiting: number;
  readonly faults: readonly Fault[];
  readonly ledgerFile: string;
  /** How long it waits for a backlog, and for quiet, before the ledger speaks all the same. */
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
  start(env: NodeJS.ProcessEnv): Promise<System>;
  inject(fault: Fault, system: System, observers: Observers): Promise<void>;
  say(text: string): void;
}

export interface RunResult {
  readonly results: readonly VerdictResult[];
  readonly counts: Readonly<Record<string, number>>;
  readonly ledger: Ledger;
}

const handlerConcurrency = 8;

/** Load, faults, and then what the ledger says. */
export async function runOnce(options: RunOptions): Promise<RunResult> {
  const { say, events, faults, timeoutMs = 90_000 } = options;
  const ledger = new Ledger(options.ledgerFile);
  const times: Record<string, number> = {};
  const phase = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = Date.now();
    const result = await work();
    times[`${name}Ms`] = Date.now() - started;
    return result;
  };
  const system = await phase('start', () => options.start({ ...quickRetries, ...options.env }));
  const sender = new Sender(system, ledger);
  const handlers = new ComplaintHandlers(sender, handlerConcurrency);
  let observers: Observers | undefined;
  try {
    await seedResilienceCompany(system, ledger);
    observers = await observe(system, ledger, sender, (opened) => handlers.onOpened(opened));
    const watching = observers;
    const schedule: FaultSchedule = new FaultSchedule({
      faults,
      moments: faultMoments(options.seed, events, faults.length),
      ledger,
      sent: () => intake.sent,
      inject: async (fault) => {
        const wipes = fault.kind === 'kafka-wiped';
        if (wipes) await watching.log.pause();
        await options.inject(fault, system, watching);
        if (wipes) await watching.log.startOver();
      },
      say,
    });
    const waiting = () => intake.accepted - watching.log.items;
    const allowed = () => maxSent(events, faults.length, schedule.over);
    const intake: Intake = new Intake({ ...options, allowed, waiting }, sender, ledger);
    const progress = setInterval(() => {
      const seen = `${watching.log.items} on the log, ${watching.log.complaintEvents} events of complaints`;
      say(`${intake.sent} of ${events} sent, ${seen}, ${watching.cursor.alerts} alerts, ${handlers.done} commands`);
    }, 5_000);
    try {
      const story = storyOf({ ...options, until: Date.now() });
      await phase('load', async () => {
        await Promise.all([intake.run(story), schedule.run()]);
      });
      const run = { ledger, sender, intake, observers, cleanUpTo: new Map<string, number>() };
      const from = Date.now();
      const end = await phase('drain', () => drain(run, timeoutMs, say));
      if (typeof end === 'number') ledger.note('drained_ms', Math.max(0, end - from));
      else ledger.note('undrained', end);
      say(typeof end === 'number' ? `drained after ${end - from} ms` : `not drained: ${end}`);
      await phase('quiet', async () => {
        await Promise.race([handlers.finished(), pause(timeoutMs)]);
        handlers.stop();
        if (!(await waitForQuiet(run, timeoutMs, escalationEndsMs / 2 + 1_000))) say('it does not become quiet');
      });
    } finally {
      clearInterval(progress);
    }
    say('reading what the APIs say');
    await phase('read', async () => {
      await readEverything(sender, ledger, say);
      // Figures may be a moment behind the events they count.
      for (let n = 0; n < 20 && figureVerdicts.some((verdict) => verdict.find(ledger).length > 0); n++) {
        await pause(500);
        await readFigures(sender, ledger);
      }
    });
    const counts = { ...countsOf(ledger, watching), ...times, commands: handlers.done };
    return { results: await phase('judge', async () => evaluateVerdicts(ledger)), counts, ledger };
  } finally {
    handlers.stop();
    await observers?.stop();
    await sender.close();
    await system.stop();
    ledger.flush();
  }
}

function countsOf(ledger: Ledger, { log, stream, refused }: Observers): Record<string, number> {
  return {
    requests: ledger.count('SELECT count(*) FROM requests'),
    attempts: ledger.count('SELECT count(*) FROM attempts'),
    unknownOutcomes: ledger.count('SELECT count(*) FROM attempts WHERE status IS NULL'),
    unavailable: ledger.count('SELECT count(*) FROM attempts WHERE status = 503'),
    accepted: ledger.count('SELECT count(DISTINCT source_id) FROM acceptances'),
    events: ledger.count('SELECT count(*) FROM log'),
    eventsRepeated: log.doubles,
    complaints: ledger.count('SELECT count(*) FROM complaints'),
    escalations: ledger.count(`SELECT count(*) FROM log WHERE type = 'harken.complaints.complaint-escalated.v1'`),
    alerts: ledger.count(`SELECT count(*) FROM alerts WHERE channel = 'cursor'`),
    alertsRepeated: ledger.count('SELECT sum(times - 1) FROM alerts'),
    streamConnections: stream.connections,
    refusedByEndpoints: refused(),
    drainedMs: Number(ledger.noted('drained_ms') ?? -1),
  };
}
