import type { Ledger } from '../ledger/ledger.ts';
import { eventTypes } from '../load/scenarios.ts';
import { type Finding, sqlVerdict, type Verdict } from './verdict.ts';

const lost = (name: string, sql: string): Verdict => sqlVerdict('lost', name, sql);

interface Tally {
  readonly complaint: string;
  readonly type: string;
  readonly n: number;
}

/** Accepted commands per complaint and event, against the events on the log. A rejection is an answer as well. */
export function commandTallies(ledger: Ledger): Map<string, { accepted: number; published: number }> {
  const tallies = new Map<string, { accepted: number; published: number }>();
  const add = ({ complaint, type, n }: Tally, which: 'accepted' | 'published') => {
    const key = `${complaint} ${type}`;
    const tally = tallies.get(key) ?? { accepted: 0, published: 0 };
    tally[which] += n;
    tallies.set(key, tally);
  };
  const accepted = ledger.query<{ complaint: string; command: string; n: number }>(
    `SELECT complaint, command, count(*) AS n FROM requests r
      WHERE kind = 'command' AND EXISTS (SELECT 1 FROM attempts a WHERE a.request = r.id AND a.status = 200) GROUP BY 1, 2`,
  );
  for (const { complaint, command, n } of accepted) {
    const type = eventTypes[command];
    if (type) add({ complaint, type, n }, 'accepted');
    if (command === 'reject') add({ complaint, type: eventTypes.answer ?? '', n }, 'accepted');
  }
  const types = [...new Set(Object.values(eventTypes))];
  const published = ledger.query<Tally>(
    `SELECT subject AS complaint, type, count(*) AS n FROM log
      WHERE type IN (${types.map(() => '?').join(', ')}) GROUP BY 1, 2`,
    ...types,
  );
  for (const tally of published) add(tally, 'published');
  return tallies;
}

const commandsWithoutEvent: Verdict = {
  group: 'lost',
  name: 'every accepted command left its event',
  find: (ledger): Finding[] =>
    [...commandTallies(ledger)]
      .filter(([, { accepted, published }]) => published < accepted)
      .map(([subject, { accepted, published }]) => ({
        subject,
        detail: `${accepted} accepted, ${published} on the log`,
      })),
};

/** Accepted, and then gone. */
export const lostVerdicts: readonly Verdict[] = [
  lost(
    'every item of an accepted request has its id',
    `SELECT i.source_id AS subject, 'request ' || i.request || ' was answered, this item was not' AS detail FROM items i
      WHERE EXISTS (SELECT 1 FROM attempts a WHERE a.request = i.request AND a.status < 300)
        AND NOT EXISTS (SELECT 1 FROM acceptances c WHERE c.source_id = i.source_id)`,
  ),
  lost(
    'everything accepted came onto the log',
    `SELECT DISTINCT a.source_id AS subject, a.record_id || ' is not on the log' AS detail FROM acceptances a
      WHERE NOT EXISTS (SELECT 1 FROM log l WHERE l.subject = a.record_id AND l.topic = 'feedback.events')`,
  ),
  lost(
    'all accepted feedback can be read',
    `SELECT DISTINCT a.source_id AS subject, a.record_id || ' is not in the list' AS detail
       FROM acceptances a JOIN items i USING (source_id)
      WHERE i.kind = 'feedback' AND NOT EXISTS (SELECT 1 FROM records r WHERE r.record_id = a.record_id)`,
  ),
  lost(
    'every accepted complaint was opened',
    `SELECT DISTINCT a.source_id AS subject, 'no complaint of feedback ' || a.record_id AS detail
       FROM acceptances a JOIN items i USING (source_id)
      WHERE i.complaint = 1 AND NOT EXISTS (SELECT 1 FROM complaints c WHERE c.feedback_id = a.record_id)`,
  ),
  lost(
    'every change of a complaint came onto the log',
    `SELECT c.id AS subject, 'version ' || c.version || ', on the log ' || coalesce(l.n, 0) || ' versions up to '
            || coalesce(l.last, 0) AS detail
       FROM complaints c LEFT JOIN (SELECT subject, count(DISTINCT version) AS n, max(version) AS last FROM log
                                     WHERE topic = 'complaints.events' GROUP BY subject) l ON l.subject = c.id
      WHERE coalesce(l.n, 0) <> c.version OR l.last <> c.version`,
  ),
  commandsWithoutEvent,
  lost(
    'no event became a dead letter',
    `SELECT subject, topic || ': ' || coalesce(facts, '') AS detail FROM log WHERE topic LIKE '%.dead-letters'`,
  ),
];
