import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from './ledger/ledger.ts';
import type { Intake } from './load/intake.ts';
import type { Sender } from './load/sender.ts';
import type { Observers } from './observe/observers.ts';
import { alertVerdicts } from './verdict/alerts.ts';

const inTransitMs = 2_000;
const channels = ['good', 'faulty', 'stream', 'cursor'];

interface Run {
  readonly ledger: Ledger;
  readonly sender: Sender;
  readonly intake: Intake;
  readonly observers: Observers;
  /** Up to which event of the log everything came through a channel: what is clean is not asked for again. */
  readonly cleanUpTo: Map<string, number>;
}

/** What is still behind, or undefined when nothing waits any more that is older than what is just on its way. */
export async function backlogOf({ ledger, sender, intake, observers, cleanUpTo }: Run): Promise<string | undefined> {
  const items = intake.accepted - observers.log.items;
  if (items > 0) return `${items} accepted events are not on the log`;
  const unopened = ledger.count(
    `SELECT count(*) FROM items i WHERE i.complaint = 1 AND EXISTS (SELECT 1 FROM acceptances a
       WHERE a.source_id = i.source_id AND NOT EXISTS (SELECT 1 FROM log l
         WHERE l.type = 'harken.complaints.complaint-opened.v1' AND l.ref = a.record_id))`,
  );
  if (unopened > 0) return `${unopened} complaints are not opened`;
  const seenBefore = Date.now() - inTransitMs;
  for (const channel of channels) {
    const [missing] = ledger.query<{ n: number; first: number | null; last: number | null }>(
      `SELECT count(*) AS n, min(l.seq) AS first, (SELECT max(seq) FROM log WHERE seen_at < ?1) AS last
         FROM log l WHERE l.seq > ?2 AND l.topic = 'complaints.events' AND l.seen_at < ?1
          AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.channel = ?3 AND a.alert_id = l.event_id)`,
      seenBefore,
      cleanUpTo.get(channel) ?? 0,
      channel,
    );
    cleanUpTo.set(channel, (missing?.first ?? (missing?.last ?? 0) + 1) - 1);
    if (missing?.n) return `${missing.n} alerts have not come through ${channel}`;
  }
  return figuresBacklog(ledger, sender);
}

interface Counted {
  readonly items: readonly { readonly n: number }[];
}

async function figuresBacklog(ledger: Ledger, sender: Sender): Promise<string | undefined> {
  const nOf = async (path: string) =>
    (await sender.read<Counted>('analytics', 'analyst', path)).items.reduce((sum, { n }) => sum + n, 0);
  const opened = ledger.count(`SELECT count(*) FROM log WHERE type = 'harken.complaints.complaint-opened.v1'`);
  const counted = await nOf('/v1/complaint-figures');
  if (counted < opened) return `analytics has counted ${counted} of ${opened} complaints`;
  const answers = ledger.count(
    'SELECT count(DISTINCT source_id) FROM items JOIN acceptances USING (source_id) WHERE nps IS NOT NULL',
  );
  const scores = await nOf('/v1/scores?metric=nps');
  return scores < answers ? `analytics has counted ${scores} of ${answers} answers` : undefined;
}

/** Waits until nothing is behind any more; returns the moment, or what was still behind after `withinMs`. */
export async function drain(run: Run, withinMs: number, say: (text: string) => void): Promise<number | string> {
  const started = Date.now();
  let reportedAt = started;
  for (;;) {
    const still = await backlogOf(run);
    if (still === undefined) return Date.now();
    if (Date.now() - started > withinMs) return still;
    if (Date.now() - reportedAt > 5_000) {
      reportedAt = Date.now();
      say(still);
    }
    await pause(250);
  }
}

/** Waits until nothing happens any more and everything that happened came through every channel. */
export async function waitForQuiet({ ledger, observers }: Run, withinMs: number, restMs: number): Promise<boolean> {
  const started = Date.now();
  let events = observers.log.complaintEvents;
  let since = Date.now();
  while (Date.now() - started < withinMs) {
    await pause(250);
    if (observers.log.complaintEvents !== events) {
      events = observers.log.complaintEvents;
      since = Date.now();
    }
    if (Date.now() - since < restMs) continue;
    if (alertVerdicts.every((verdict) => verdict.find(ledger).length === 0)) return true;
  }
  return false;
}
