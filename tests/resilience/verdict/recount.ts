import type { Ledger } from '../ledger/ledger.ts';

const accepted = `(SELECT i.* FROM items i WHERE EXISTS (SELECT 1 FROM acceptances a WHERE a.source_id = i.source_id))`;
const ended = `('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')`;
const answering = ['answered', 'rejected', 'withdrawn', 'marked-duplicate']
  .map((name) => `'harken.complaints.complaint-${name}.v1'`)
  .join(', ');

/** Every figure that Harken gives, counted once more from what was sent and seen. Names as in observe/final-read.ts. */
export function recount(ledger: Ledger): Map<string, number> {
  const figures = new Map<string, number>();
  const put = (rows: readonly { name: string; value: number }[]) => {
    for (const { name, value } of rows) figures.set(name, value);
  };
  const ask = (sql: string) => put(ledger.ask<{ name: string; value: number }>(sql));

  for (const metric of ['nps', 'csat']) {
    const value =
      metric === 'nps' ? '100.0 * (sum(nps >= 9) - sum(nps <= 6)) / count(nps)' : '1.0 * sum(csat >= 4) / count(csat)';
    const from = `FROM ${accepted} WHERE ${metric} IS NOT NULL GROUP BY touchpoint`;
    ask(`SELECT 'scores ${metric} ' || touchpoint || ' n' AS name, count(*) AS value ${from}`);
    ask(`SELECT 'scores ${metric} ' || touchpoint || ' value' AS name, ${value} AS value ${from}`);
    ask(`SELECT 'touchpoint ' || touchpoint || ' ${metric} n' AS name, count(*) AS value ${from}`);
  }

  const perTouchpoint = (name: string, value: string, from: string) =>
    ask(`SELECT 'complaints ' || touchpoint || ' ${name}' AS name, ${value} AS value FROM ${from} GROUP BY touchpoint`);
  perTouchpoint('opened', 'count(*)', 'complaints');
  perTouchpoint('open', `sum(status NOT IN ${ended})`, 'complaints');
  perTouchpoint('closed', `sum(status = 'closed')`, 'complaints');
  perTouchpoint('reopens', 'sum(cycle - 1)', 'complaints');
  perTouchpoint(
    'answered',
    `sum(EXISTS (SELECT 1 FROM log l WHERE l.subject = c.id AND l.cycle = c.cycle AND l.type IN (${answering})))`,
    'complaints c',
  );
  const breaches = `(SELECT DISTINCT subject, cycle, facts ->> 'clock' AS clock, facts ->> 'touchpoint' AS touchpoint
    FROM log WHERE type = 'harken.complaints.complaint-clock-breached.v1'
                OR (type = 'harken.complaints.complaint-clock-met.v1' AND facts ->> 'late' = 1))`;
  for (const clock of ['acknowledge', 'first_response'])
    perTouchpoint(`${clock} breached`, `sum(clock = '${clock}')`, breaches);
  const escalations = `(SELECT DISTINCT facts ->> 'escalationId', facts ->> 'level' AS level, facts ->> 'touchpoint' AS touchpoint
    FROM log WHERE type = 'harken.complaints.complaint-escalated.v1')`;
  for (const level of [1, 2, 3]) perTouchpoint(`level ${level}`, `sum(level = ${level})`, escalations);

  ask(`SELECT 'timeline ' || customer || ' ' || kind AS name, count(*) AS value FROM ${accepted} i
        WHERE EXISTS (SELECT 1 FROM figures f WHERE f.name = 'timeline ' || i.customer || ' ' || i.kind)
        GROUP BY customer, kind`);
  return figures;
}
