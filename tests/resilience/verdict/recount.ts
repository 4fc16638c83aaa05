import type { Ledger } from '../ledger/ledger.ts';

const accepted = `(SELECT i.* FROM items i WHERE EXISTS (SELECT 1 FROM acceptances a WHERE a.source_id = i.source_id))`;
const ended = `('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')`;
const answering = ['answered', 'rejected'].map((name) => `'harken.complaints.complaint-${name}.v1'`).join(', ');

export const figureKinds = ['scores', 'complaints', 'touchpoint', 'timeline'] as const;
export type FigureKind = (typeof figureKinds)[number];

/** The figures of a kind, counted once more from what was sent and seen. Names as in observe/final-read.ts. */
export function recount(ledger: Ledger, kind: FigureKind): Map<string, number> {
  const rows = questions[kind].flatMap((sql) => ledger.query<{ name: string; value: number }>(sql));
  return new Map(rows.map(({ name, value }) => [name, value]));
}

const perMetric = (question: (metric: string, from: string) => readonly string[]): string[] =>
  ['nps', 'csat'].flatMap((metric) =>
    question(metric, `FROM ${accepted} WHERE ${metric} IS NOT NULL GROUP BY touchpoint`),
  );

const score: Readonly<Record<string, string>> = {
  nps: '100.0 * (sum(nps >= 9) - sum(nps <= 6)) / count(nps)',
  csat: '1.0 * sum(csat >= 4) / count(csat)',
};

const ofComplaints = (name: string, value: string, from = 'complaints'): string =>
  `SELECT 'complaints ' || touchpoint || ' ${name}' AS name, ${value} AS value FROM ${from} GROUP BY touchpoint`;

const breaches = `(SELECT DISTINCT subject, cycle, facts ->> 'clock' AS clock, facts ->> 'touchpoint' AS touchpoint
  FROM log WHERE type = 'harken.complaints.complaint-clock-breached.v1'
              OR (type = 'harken.complaints.complaint-clock-met.v1' AND facts ->> 'late' = 1))`;

const escalations = `(SELECT DISTINCT facts ->> 'escalationId', facts ->> 'level' AS level,
                                      facts ->> 'touchpoint' AS touchpoint
  FROM log WHERE type = 'harken.complaints.complaint-escalated.v1')`;

const isAnswered = `EXISTS (SELECT 1 FROM log l
  WHERE l.subject = c.id AND l.cycle = c.cycle AND l.type IN (${answering}))`;

const questions: Readonly<Record<FigureKind, readonly string[]>> = {
  scores: perMetric((metric, from) => [
    `SELECT 'scores ${metric} ' || touchpoint || ' n' AS name, count(*) AS value ${from}`,
    `SELECT 'scores ${metric} ' || touchpoint || ' value' AS name, ${score[metric]} AS value ${from}`,
  ]),
  touchpoint: perMetric((metric, from) => [
    `SELECT 'touchpoint ' || touchpoint || ' ${metric} n' AS name, count(*) AS value ${from}`,
  ]),
  complaints: [
    ofComplaints('opened', 'count(*)'),
    ofComplaints('open', `sum(status NOT IN ${ended})`),
    ofComplaints('closed', `sum(status = 'closed')`),
    ofComplaints('reopens', 'sum(cycle - 1)'),
    ofComplaints('answered', `sum(${isAnswered})`, 'complaints c'),
    ...['acknowledge', 'first_response'].map((clock) =>
      ofComplaints(`${clock} breached`, `sum(clock = '${clock}')`, breaches),
    ),
    ...[1, 2, 3].map((level) => ofComplaints(`level ${level}`, `sum(level = ${level})`, escalations)),
  ],
  timeline: [
    `SELECT 'timeline ' || customer || ' ' || kind AS name, count(*) AS value FROM ${accepted} i
      WHERE EXISTS (SELECT 1 FROM figures f WHERE f.name = 'timeline ' || i.customer || ' ' || i.kind)
      GROUP BY customer, kind`,
  ],
};
