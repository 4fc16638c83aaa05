import { describe, expect, it } from '@jest/globals';
import { soundLedger } from './sound-ledger.ts';
import { evaluateVerdicts, verdicts } from './verdicts.ts';

const body = (path: string, value: string) => `UPDATE complaints SET body = json_set(body, '${path}', ${value})`;
const without = (path: string) => `UPDATE complaints SET body = json_remove(body, '${path}')`;
const moreLog = (event: string, rest: string) => `
  INSERT INTO log (event_id, topic, partition, offset, type, subject, version, cycle, ref, facts, seen_at)
  SELECT '${event}', topic, partition, 99, type, ${rest}, seen_at FROM log`;
const missingAt = (channel: string) => `DELETE FROM alerts WHERE channel = '${channel}' AND alert_id = 'event-3'`;
const turnedAt = (channel: string) => `UPDATE alerts SET seq = seq + 1000 WHERE channel = '${channel}' AND version = 2`;

/** What has to happen to a sound run so that the verdict of this name finds it. */
const broken: Readonly<Record<string, string>> = {
  'every item of an accepted request has its id': `DELETE FROM acceptances WHERE source_id = 'i-1'`,
  'everything accepted came onto the log': `DELETE FROM log WHERE event_id = 'event-i'`,
  'all accepted feedback can be read': 'DELETE FROM records',
  'every accepted complaint was opened': 'UPDATE complaints SET feedback_id = NULL',
  'every change of a complaint came onto the log': `DELETE FROM log WHERE event_id = 'event-2'`,
  'every accepted command left its event': `UPDATE log SET type = 'harken.complaints.complaint-noted.v1' WHERE version = 4`,
  'no event became a dead letter': `${moreLog('event-p', 'subject, NULL, NULL, NULL, NULL')} WHERE event_id = 'event-f'`,
  'one record per (source, id)': `INSERT INTO records VALUES ('record-9', 'f-1')`,
  'one event per record': `${moreLog('event-9', 'subject, version, cycle, ref, facts')} WHERE event_id = 'event-f'`,
  'one complaint per feedback': `INSERT INTO complaints
    SELECT 'complaint-2', feedback_id, status, version, cycle, touchpoint, read_at, body FROM complaints`,
  'no complaint out of nothing': 'UPDATE items SET complaint = 0',
  'one escalation per complaint, cycle, clock and level': body(
    '$.escalations[1]',
    `json('{"level":1,"clock":"acknowledge","cycle":1,"at":"2026-03-02T09:00:04.060Z"}')`,
  ),
  'one escalation event per complaint, cycle, clock and level': `${moreLog(
    'event-9',
    `subject, 9, cycle, ref, json_set(facts, '$.escalationId', 'escalation-2')`,
  )} WHERE event_id = 'event-3'`,
  'one event per version of a complaint': `${moreLog('event-9', 'subject, version, cycle, ref, facts')} WHERE event_id = 'event-4'`,
  'one alert per event': `INSERT INTO alerts (channel, alert_id, type, subject, version, seen_at)
    SELECT channel, 'event-9', type, subject, version, seen_at FROM alerts WHERE channel = 'faulty' AND version = 2`,
  'stream and cursor give every alert once': `UPDATE alerts SET times = 2 WHERE channel = 'stream' AND version = 1`,
  'one answer per key': `UPDATE attempts SET answer = 'something else' WHERE request = 1 AND n = 2`,
  'every command was done once': `${moreLog('event-9', 'subject, 6, cycle, ref, facts')} WHERE event_id = 'event-4'`,
  'events of a complaint are on the log in order': `UPDATE log SET seq = seq + 1000 WHERE event_id = 'event-2'`,
  'alerts of a complaint come in order: good': turnedAt('good'),
  'alerts of a complaint come in order: stream': turnedAt('stream'),
  'alerts of a complaint come in order: cursor': turnedAt('cursor'),
  'every complaint has its clocks, running where they must': without('$.clocks[2]'),
  'every escalation that was due is there, and none that was not': without('$.escalations[0]'),
  'every event reached the good endpoint': missingAt('good'),
  'every event reached the faulty endpoint': missingAt('faulty'),
  'every event reached the stream': missingAt('stream'),
  'every event reached the cursor': missingAt('cursor'),
  'every alert belongs to an event': `INSERT INTO alerts (channel, alert_id, type, subject, seen_at)
    VALUES ('good', 'event-9', 'harken.complaints.complaint-opened', 'complaint-9', 1)`,
  'scores are those of a recount': `UPDATE figures SET said = 2 WHERE name = 'scores nps handover n'`,
  'complaint figures are those of a recount': `DELETE FROM figures WHERE name = 'complaints handover level 1'`,
  'samples of touchpoints are those of a recount': `UPDATE figures SET said = 2 WHERE name = 'touchpoint handover nps n'`,
  'timelines are those of a recount': `UPDATE figures SET said = 2 WHERE name = 'timeline c-1 feedback'`,
  'every request was answered in the end': 'DELETE FROM attempts WHERE request = 3 AND n = 2',
  'no answer says that Harken is broken, or that what is right is wrong':
    'UPDATE attempts SET status = 500 WHERE request = 2 AND n = 1',
  'every 503 says when to come again': 'UPDATE attempts SET retry_after = NULL WHERE status = 503',
  'SIGTERM cuts no request off that was begun': `INSERT INTO faults SELECT 2, 'term-service', 'complaints', 'SIGTERM', sent_at, ended_at, NULL
    FROM attempts WHERE status IS NULL`,
  'drained within 30 s of the last fault': `UPDATE meta SET value = '30001' WHERE name = 'drained_ms'`,
  'every fault came, and what it broke came back': `UPDATE faults SET error = 'it did not come back'`,
};

const foundIn = (sql = '') => {
  const ledger = soundLedger();
  if (sql) ledger.query(sql);
  if (sql.includes('event-p'))
    ledger.query(`UPDATE log SET topic = 'complaints.dead-letters' WHERE event_id = 'event-p'`);
  const found = evaluateVerdicts(ledger).filter(({ findings }) => findings.length > 0);
  ledger.close();
  return found.map(({ name }) => name);
};

describe('the verdicts', () => {
  it('find nothing in a run in which everything went well', () => {
    expect(foundIn()).toEqual([]);
  });

  it.each(verdicts.map(({ name }) => name))('find it when this is not so: %s', (name) => {
    expect(broken).toHaveProperty([name]);
    expect(foundIn(broken[name])).toContain(name);
  });
});
