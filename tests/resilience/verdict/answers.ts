import { sqlVerdict, type Verdict } from './verdict.ts';

const answers = (name: string, sql: string): Verdict => sqlVerdict('answers', name, sql);

// The complaint moved on (412), or nothing stands before that level (yet).
const expected = `a.status = 412 OR (a.status IN (404, 409) AND r.command LIKE 'escalations/%')
  OR (a.status = 409 AND a.code = 'idempotency.in-flight')`;

/** How requests were answered. */
export const answerVerdicts: readonly Verdict[] = [
  answers(
    'every request was answered in the end',
    `SELECT r.kind || ' ' || r.id AS subject, r.target || ' has no answer after '
            || (SELECT count(*) FROM attempts a WHERE a.request = r.id) || ' attempts' AS detail
       FROM requests r
      WHERE NOT EXISTS (SELECT 1 FROM attempts a WHERE a.request = r.id AND a.status < 500
                           AND a.status <> 429 AND a.code IS NOT 'idempotency.in-flight')`,
  ),
  answers(
    'no answer says that Harken is broken, or that what is right is wrong',
    `SELECT r.kind || ' ' || r.id AS subject, r.target || ' answered ' || a.status || ' ' || coalesce(a.code, '') AS detail
       FROM attempts a JOIN requests r ON r.id = a.request
      WHERE a.status >= 300 AND a.status <> 503 AND NOT (${expected})`,
  ),
  answers(
    'every 503 says when to come again',
    `SELECT r.kind || ' ' || r.id AS subject, r.target || ' answered 503 without Retry-After' AS detail
       FROM attempts a JOIN requests r ON r.id = a.request WHERE a.status = 503 AND a.retry_after IS NULL`,
  ),
  answers(
    // What waits in the kernel when the listener closes is reset and was never begun; what was begun is done when it comes again.
    'SIGTERM cuts no request off that was begun',
    `SELECT r.kind || ' ' || r.id AS subject, r.service || ' was asked to end and cut ' || r.target || ': ' || a.code AS detail
       FROM faults f JOIN attempts a ON a.ended_at BETWEEN f.started_at AND f.ended_at
       JOIN requests r ON r.id = a.request AND r.service = f.target
      WHERE f.kind = 'term-service' AND a.status IS NULL AND a.code NOT IN ('ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT')
        AND (SELECT later.repeated FROM attempts later WHERE later.request = a.request AND later.n > a.n AND later.status < 300
              ORDER BY later.n LIMIT 1)`,
  ),
];
