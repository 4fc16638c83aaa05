import { sqlVerdict, type Verdict } from './verdict.ts';

const throughChannel = (channel: string): Verdict =>
  sqlVerdict(
    'inverted',
    `alerts of a complaint come in order: ${channel}`,
    `SELECT subject, 'version ' || version || ' came after ' || before AS detail
       FROM (SELECT subject, version, lag(version) OVER (PARTITION BY subject ORDER BY seq) AS before
               FROM alerts WHERE channel = '${channel}' AND version IS NOT NULL)
      WHERE version < before`,
  );

/** Order per key: who sees a later event has seen the earlier ones. The faulty endpoint did not ask for order. */
export const invertedVerdicts: readonly Verdict[] = [
  sqlVerdict(
    'inverted',
    'events of a complaint are on the log in order',
    `SELECT subject, 'version ' || version || ' came after ' || before AS detail
       FROM (SELECT subject, version, lag(version) OVER (PARTITION BY subject ORDER BY seq) AS before
               FROM log WHERE topic = 'complaints.events')
      WHERE version < before`,
  ),
  ...['good', 'stream', 'cursor'].map(throughChannel),
];
