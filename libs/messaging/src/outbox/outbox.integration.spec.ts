import { ComplaintOpened, FeedbackReceived, happened } from '@harken/contracts';
import { afterCommit } from '@harken/database';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messagingMigrations, outbox, withTraceparent } from '../index.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const opened = (subject: string) => happened(ComplaintOpened, subject, ComplaintOpened.sample);

describe('the outbox', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('complaints', { migrations: messagingMigrations });
  });
  afterAll(() => database.drop());

  it('keeps the order in which events were given, and the trace they belong to', async () => {
    const subjects = Array.from({ length: 200 }, (_, i) => `s${i}`);
    await withTraceparent(traceparent, () =>
      database.dataSource.transaction((tx) => outbox.add(tx, subjects.map(opened))),
    );
    const rows = await database.dataSource.query('SELECT key, traceparent FROM outbox ORDER BY seq');
    expect(rows.map((row: { key: string }) => row.key)).toEqual(subjects);
    expect(rows[0].traceparent).toBe(traceparent);
  });

  it('keeps every character of the payload', async () => {
    const texts = [
      'two\nlines\r\n',
      '',
      'quote " backslash \\ comma , brace }',
      'NULL',
      '\u0000\ud800\u2028',
      '客服 \u{1f600}',
    ];
    const said = texts.map((text) => ({ ...FeedbackReceived.sample, text }));
    const events = said.map((data) => happened(FeedbackReceived, 'said', data));
    await database.dataSource.transaction((tx) => outbox.add(tx, events));
    const rows = await database.dataSource.query("SELECT payload FROM outbox WHERE key = 'said' ORDER BY seq");
    expect(rows.map(({ payload }: { payload: string }) => JSON.parse(payload))).toEqual(said);
  });

  it('has nothing of a transaction that was rolled back', async () => {
    const attempt = database.dataSource.transaction(async (tx) => {
      await outbox.add(tx, [opened('never')]);
      throw new Error('the state could not be saved');
    });
    await expect(attempt).rejects.toThrow('could not be saved');
    expect(await database.dataSource.query("SELECT FROM outbox WHERE key = 'never'")).toHaveLength(0);
  });

  it('refuses data that break the contract', async () => {
    const bad = { ...opened('bad'), data: { ...ComplaintOpened.sample, origin: 'nowhere' } } as never;
    await expect(database.dataSource.transaction((tx) => outbox.add(tx, [bad]))).rejects.toThrow(
      /contract at \/origin/,
    );
  });
});

describe('afterCommit', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('complaints');
  });
  afterAll(() => database.drop());

  it('runs once after the commit, not before', async () => {
    const seen: string[] = [];
    const run = () => void seen.push('ran');
    await database.dataSource.transaction(async (tx) => {
      afterCommit(tx, run);
      afterCommit(tx, run);
      await tx.query('SELECT 1');
      seen.push('still inside');
    });
    expect(seen).toEqual(['still inside', 'ran']);
  });

  it('never runs when the transaction or its savepoint is rolled back', async () => {
    const seen: string[] = [];
    const { dataSource } = database;
    await expect(
      dataSource.transaction(async (tx) => {
        afterCommit(tx, () => void seen.push('rolled back'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await dataSource.transaction(async (tx) => {
      afterCommit(tx, () => void seen.push('outer'));
      await tx.transaction(async (inner) => afterCommit(inner, () => void seen.push('released')));
      await tx
        .transaction(async (inner) => {
          afterCommit(inner, () => void seen.push('savepoint'));
          throw new Error('only this part');
        })
        .catch((error: Error) => expect(error.message).toBe('only this part'));
    });
    expect(seen).toEqual(['outer', 'released']);
  });
});
