import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { testStack } from './test-stack.ts';
import { createTopics, testTopicPrefix } from './test-topics.ts';

class Notes1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY, text text NOT NULL)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notes');
  }
}

describe('a database for a test', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('feedback', { migrations: [Notes1700000000001] });
  });
  afterAll(() => database.drop());

  it('lets the app role read and write what the owner made', async () => {
    await database.dataSource.query("INSERT INTO notes (text) VALUES ('hello')");
    expect(await database.dataSource.query('SELECT id, text FROM notes')).toEqual([{ id: '1', text: 'hello' }]);
  });

  it('refuses the app role any DDL', async () => {
    await expect(database.dataSource.query('CREATE TABLE mine ()')).rejects.toThrow(/permission denied/);
    await expect(database.dataSource.query('CREATE TABLE public.mine ()')).rejects.toThrow(/permission denied/);
    await expect(database.dataSource.query('DROP TABLE notes')).rejects.toThrow(/must be owner/);
  });

  it('has a topic of its own for every topic of the house', async () => {
    const { brokers } = (await testStack()).kafka;
    const prefix = testTopicPrefix();
    await createTopics(brokers, prefix);
    await createTopics(brokers, prefix);
    expect(brokers).toHaveLength(1);
  });
});
