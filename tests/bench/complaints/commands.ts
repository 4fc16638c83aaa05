import type { PreparedRequest } from '../load/request-maker.ts';
import { idOfNth } from './questions.ts';

/** What people do all day, and the rows that any program would have to write for it, in one commit. */
export interface Command {
  readonly name: string;
  /** The n-th: each on a complaint that nobody has touched before. */
  readonly request: (n: number) => PreparedRequest;
  readonly sql: readonly string[];
  readonly values: (n: number) => unknown[];
}

// Every twentieth is new, and the one after it assigned; the baselines change others.
const fresh = (n: number) => idOfNth(20 * (n + 1));
const assigned = (n: number) => idOfNth(20 * (n + 1) + 1);
const forBaseline = (place: number) => (n: number) => [idOfNth(20 * (n + 1) + place)];
const history = `INSERT INTO complaints.history (complaint_id, version, at, actor, action) SELECT id, 2, now(), 'baseline', 'baseline'
  FROM complaints.complaints WHERE id = $1`;
const outbox = `INSERT INTO bench_baseline_outbox (key, payload) VALUES ($1::uuid, repeat('x', 700))`;
const met = (clock: string) =>
  `UPDATE complaints.clocks SET met_at = now() WHERE complaint_id = $1 AND clock = '${clock}'`;

export const baselineTable =
  'CREATE TABLE IF NOT EXISTS bench_baseline_outbox (seq bigserial PRIMARY KEY, key uuid, payload text)';

export const commands: readonly Command[] = [
  {
    name: 'acknowledge',
    request: (n) => ({ path: `/v1/complaints/${fresh(n)}/acknowledge`, body: { onBehalfOf: 'anna' } }),
    sql: [
      `UPDATE complaints.complaints SET status = 'acknowledged', version = version + 1, acknowledged_at = now() WHERE id = $1`,
      met('acknowledge'),
      history,
      outbox,
    ],
    values: forBaseline(4),
  },
  {
    name: 'answer',
    request: (n) => ({
      path: `/v1/complaints/${assigned(n)}/answer`,
      body: {
        outcome: 'upheld',
        reasons: ['defect'],
        channel: 'email',
        text: 'New keys are on their way.',
        onBehalfOf: 'anna',
      },
    }),
    sql: [
      `UPDATE complaints.complaints SET status = 'answered', version = version + 1, answered_at = now() WHERE id = $1`,
      met('acknowledge'),
      `INSERT INTO complaints.answers (id, complaint_id, cycle, kind, outcome, reasons, channel, text, by, at, sent_at, sent_by)
       VALUES (gen_random_uuid(), $1, 1, 'answer', 'upheld', '{}', 'email', 'New keys are on their way.', 'baseline', now(), now(), 'baseline')`,
      history,
      outbox,
    ],
    values: forBaseline(5),
  },
  {
    name: 'open',
    request: (n) => ({
      path: '/v1/complaints',
      body: {
        customer: `bench-new-${n}`,
        text: `The keys did not fit and nobody called back for three days, says number ${n}.`,
        channel: 'phone',
        touchpoint: 'handover',
        category: 'defect',
        language: 'en',
      },
    }),
    sql: [
      `INSERT INTO complaints.complaints (id, number, version, cycle, status, severity, origin, customer_id, customer, segments,
              channel, text, flags, team, occurred_at, opened_at)
       SELECT md5($1)::uuid, 'F-' || $1, 1, 1, 'received', 'normal', 'person', md5($1)::uuid, $1, '{}', 'phone', repeat('text ', 15),
              '{}', 'customer-care', now(), now()`,
      `INSERT INTO complaints.clocks (complaint_id, cycle, clock, started_at, target, due_at, warn_at, effective_from, level, ladder,
              ladder_stopped, pauses, calendar, policy_version)
       SELECT md5($1)::uuid, 1, clock, now(), 'P1D', now() + interval '1 day', now() + interval '1 day', now(), 0, '[]', false, '[]', 'wall', 1
         FROM unnest(ARRAY['acknowledge', 'first_response', 'resolution']) clock`,
      `INSERT INTO complaints.history (complaint_id, version, at, actor, action) VALUES (md5($1)::uuid, 1, now(), 'baseline', 'open')`,
      `INSERT INTO bench_baseline_outbox (key, payload) VALUES (md5($1)::uuid, repeat('x', 700))`,
    ],
    values: (n) => [`baseline-${n}`],
  },
];
