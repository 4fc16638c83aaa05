import { messagingMigrations } from '@harken/messaging';
import {
  accessMigrations,
  bootService,
  issueKey,
  type Role,
  type RunningService,
  serviceMigrations,
} from '@harken/service';
import { type TestDatabase, testDatabase, tryHostileRequests } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { analyticsService } from './analytics.module.ts';

let database: TestDatabase;
let service: RunningService;
let key: string;

beforeAll(async () => {
  const migrations = [...messagingMigrations, ...serviceMigrations, ...analyticsService.migrations];
  database = await testDatabase('analytics', { migrations, accessMigrations });
  const url = database.accessOwnerUrl;
  const owner = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
  const roles: Role[] = ['supervisor', 'manager', 'analyst', 'ops'];
  key = (await issueKey({ name: 'tests', roles }, owner)).key;
  await owner.destroy();
  const env = { DATABASE_URL: database.appUrl, LOG_LEVEL: 'error', PORT: '0', MANAGEMENT_PORT: '0' };
  service = await bootService({ ...analyticsService, messaging: false }, { ...env, KAFKA_BROKERS: '127.0.0.1:1' });
}, 60_000);
afterAll(async () => {
  await service?.close();
  await database?.drop();
}, 30_000);

describe('analytics', () => {
  it('refuses wrong values in every parameter, and says where (cases 10, 13, 37)', async () => {
    const { tried, routes, wrong } = await tryHostileRequests({ url: service.url, keyOf: () => key });
    process.stdout.write(`analytics: ${tried} hostile requests to ${routes} routes\n`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  }, 300_000);
});
