import { byQuestion, type Verdict } from './verdict.ts';

const throughDoor = (door: string): Verdict =>
  byQuestion(
    'inverted',
    `alerts of a complaint come in order: ${door}`,
    `SELECT subject, 'version ' || version || ' came after ' || before AS detail
       FROM (SELECT subject, version, lag(version) OVER (PARTITION BY subject ORDER BY seq) AS before
               FROM alerts WHERE door = '${door}' AND version IS NOT NULL)
      WHERE version < before`,
  );

/** Order per key: whoever sees a later fact has seen the earlier ones. The faulty endpoint did not ask for order. */
export const invertedVerdicts: readonly Verdict[] = [
  byQuestion(
    'inverted',
    'events of a complaint are on the log in order',
    `SELECT subject, 'version ' || version || ' came after ' || before AS detail
       FROM (SELECT subject, version, lag(version) OVER (PARTITION BY subject ORDER BY seq) AS before
               FROM log WHERE topic = 'complaints.events')
      WHERE version < before`,
  ),
  ...['good', 'stream', 'cursor'].map(throughDoor),
];
