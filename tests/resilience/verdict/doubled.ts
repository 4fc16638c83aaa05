import { commandTallies } from './lost.ts';
import { type Finding, sqlVerdict, type Verdict } from './verdict.ts';

const doubled = (name: string, sql: string): Verdict => sqlVerdict('doubled', name, sql);

const commandsDoneTwice: Verdict = {
  group: 'doubled',
  name: 'every command was done once',
  find: (ledger): Finding[] =>
    [...commandTallies(ledger)]
      .filter(([, { accepted, published }]) => published > accepted)
      .map(([subject, { accepted, published }]) => ({
        subject,
        detail: `${accepted} accepted, ${published} on the log`,
      })),
};

/** One cause, two effects. */
export const doubledVerdicts: readonly Verdict[] = [
  doubled(
    'one record per (source, id)',
    `SELECT source_id AS subject, count(*) || ' records: ' || group_concat(id, ' ') AS detail
       FROM (SELECT source_id, record_id AS id FROM acceptances
             UNION SELECT source_id, record_id FROM records
             UNION SELECT ref, subject FROM log WHERE topic = 'feedback.events' AND ref IS NOT NULL)
      GROUP BY source_id HAVING count(*) > 1`,
  ),
  doubled(
    'one event per record',
    `SELECT subject, count(*) || ' events with different ids' AS detail FROM log
      WHERE topic = 'feedback.events' GROUP BY subject HAVING count(*) > 1`,
  ),
  doubled(
    'one complaint per feedback',
    `SELECT feedback_id AS subject, count(*) || ' complaints: ' || group_concat(id, ' ') AS detail
       FROM (SELECT feedback_id, id FROM complaints WHERE feedback_id IS NOT NULL
             UNION SELECT ref, subject FROM log WHERE type = 'harken.complaints.complaint-opened.v1' AND ref IS NOT NULL)
      GROUP BY feedback_id HAVING count(*) > 1`,
  ),
  doubled(
    'no complaint out of nothing',
    `SELECT c.id AS subject, 'feedback ' || coalesce(c.feedback_id, 'none') || ' is no complaint' AS detail
       FROM complaints c
      WHERE NOT EXISTS (SELECT 1 FROM acceptances a JOIN items i USING (source_id)
                         WHERE a.record_id = c.feedback_id AND i.complaint = 1)`,
  ),
  doubled(
    'one escalation per complaint, cycle, clock and level',
    `SELECT c.id AS subject, count(*) || ' escalations: cycle ' || (e.value ->> 'cycle') || ', '
            || coalesce(e.value ->> 'clock', 'straight') || ', level ' || (e.value ->> 'level') AS detail
       FROM complaints c, json_each(c.body, '$.escalations') e
      GROUP BY c.id, e.value ->> 'cycle', e.value ->> 'clock', e.value ->> 'level' HAVING count(*) > 1`,
  ),
  doubled(
    'one escalation event per complaint, cycle, clock and level',
    `SELECT subject, count(DISTINCT facts ->> 'escalationId') || ' escalations: cycle ' || cycle || ', '
            || coalesce(facts ->> 'clock', 'straight') || ', level ' || (facts ->> 'level') AS detail
       FROM log WHERE type = 'harken.complaints.complaint-escalated.v1'
      GROUP BY subject, cycle, facts ->> 'clock', facts ->> 'level' HAVING count(DISTINCT event_id) > 1`,
  ),
  doubled(
    'one event per version of a complaint',
    `SELECT subject, count(*) || ' events of version ' || version AS detail FROM log
      WHERE topic = 'complaints.events' GROUP BY subject, version HAVING count(*) > 1`,
  ),
  doubled(
    'one alert per event',
    `SELECT subject, channel || ': ' || count(*) || ' alerts of version ' || version || ' with different ids' AS detail
       FROM alerts WHERE version IS NOT NULL GROUP BY channel, subject, version HAVING count(*) > 1`,
  ),
  doubled(
    'stream and cursor give every alert once',
    `SELECT subject, channel || ' gave ' || alert_id || ' ' || times || ' times' AS detail
       FROM alerts WHERE channel IN ('stream', 'cursor') AND times > 1`,
  ),
  doubled(
    'one answer per key',
    `SELECT r.key AS subject, count(DISTINCT a.answer) || ' different answers' AS detail
       FROM requests r JOIN attempts a ON a.request = r.id
      WHERE r.key IS NOT NULL AND a.answer IS NOT NULL GROUP BY r.id HAVING count(DISTINCT a.answer) > 1`,
  ),
  commandsDoneTwice,
];
