import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expectStatus } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import type { Complaint } from '../harness/complaint.ts';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

const run = promisify(execFile);
const deadLetterTool = resolve(import.meta.dirname, '../../libs/messaging/dist/dead-letters/dead-letters.main.js');

describe('a poison event on a topic', () => {
  let system: System;
  let customerId: string;
  const deadLetters = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: system.urlOf('complaints_app') };
    return (await run(process.execPath, [deadLetterTool, ...args], { env })).stdout;
  };
  const profile = async (externalId: string, tier: string) =>
    expectStatus(
      await system.api('feedback', 'crm').put<{ id: string }>(`/v1/customers/${externalId}`, { segments: [], tier }),
      200,
      201,
    ).id;
  /** Top tiers go straight to management: so the complaint shows which tier the service knows. */
  const reachesManagement = async (customer: string): Promise<boolean> => {
    const phoned = { customer, text: 'The lift is broken.', channel: 'phone' };
    const opened = await system.api('complaints', 'call_centre').post<Complaint>('/v1/complaints', phoned);
    return expectStatus(opened, 201).escalations.some(({ reason }) => reason === 'top_tier');
  };

  beforeAll(async () => {
    system = await startSystem();
    await seedCompany(system, { acknowledge: 'PT600S', firstResponse: 'PT600S' });
    customerId = await profile('crm-poisoned', 'basic');
    await profile('crm-healthy', 'basic');
    // The profiles are on the log before the poison: what comes after it is told apart from them.
    await eventually(async () => {
      const metrics = await (await fetch(`${system.services.feedback.managementUrl}/metrics`)).text();
      expect(metrics).toMatch(/^harken_outbox_lag_rows(?:\{.*\})? 0$/m);
    });
    const kafka = new Kafka({ brokers: [...system.brokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    const headers = {
      ce_specversion: '1.0',
      ce_id: '01926f3a-7c1e-7b54-9d0e-00000000dead',
      ce_source: '/outside',
      ce_type: 'harken.feedback.customer-changed.v1',
      ce_subject: customerId,
      ce_time: new Date().toISOString(),
    };
    const topic = `${system.topicPrefix}customers.events`;
    await producer.send({ topic, messages: [{ key: customerId, value: '{"customer": "poison"}', headers }] });
    await producer.disconnect();
    await eventually(async () => expect(await deadLetters('list')).toContain(customerId));
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  it('dead-letters it with the later events of its key, visibly', async () => {
    await profile('crm-poisoned', 'platinum');
    await eventually(async () => {
      const lines = (await deadLetters('list')).trim().split('\n');
      expect(lines.map((line) => /(event\.[a-z-]+)/.exec(line)?.[1])).toEqual([
        'event.schema-broken',
        'event.after-dead-letter',
      ]);
    });
    expect(await reachesManagement('crm-poisoned')).toBe(false);
  });

  it('lets the other keys flow', async () => {
    await profile('crm-healthy', 'platinum');
    await eventually(() => reachesManagement('crm-healthy'), { every: 200 });
  });

  it('is shown, given up with a reason, and its successors are replayed', async () => {
    const [poison = '', successor = ''] = (await deadLetters('list'))
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[0]);
    expect(await deadLetters('show', poison)).toContain('{"customer": "poison"}');
    expect(await deadLetters('discard', poison, '--reason', 'not ours')).toMatch(/still wait for a replay/);
    expect(await deadLetters('replay', successor)).toMatch(/1 events/);
    await eventually(() => reachesManagement('crm-poisoned'), { every: 200 });
    expect((await deadLetters('list')).trim()).toBe('no dead letters');
  });
});
