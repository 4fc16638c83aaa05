import { AlertStream, expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

describe('the alert stream', () => {
  let system: System;
  let stream: AlertStream;
  const open = async (from: number, to: number) => {
    const call = system.api('complaints', 'call_centre');
    await Promise.all(
      Array.from({ length: to - from }, async (_, i) =>
        expectStatus(
          await call.post('/v1/complaints', { customer: `c-${from + i}`, text: 'It is broken.', channel: 'phone' }),
          201,
        ),
      ),
    );
  };
  const stored = async () => {
    const ids: string[] = [];
    let after = '';
    for (;;) {
      const query = `limit=500${after && `&after=${encodeURIComponent(after)}`}`;
      const page = expectStatus(
        await system.api('notifications', 'call_centre').get<Page<{ id: string }>>(`/v1/alerts?${query}`),
        200,
      );
      ids.push(...page.items.map(({ id }) => id));
      if (page.items.length === 0 || !page.next) return ids;
      after = page.next;
    }
  };

  beforeAll(async () => {
    system = await startSystem();
    await seedCompany(system, { acknowledge: 'PT600S', firstResponse: 'PT600S' });
    stream = await new AlertStream({
      url: () => system.serviceUrl('notifications'),
      key: system.keys.call_centre,
    }).connect();
  }, 240_000);
  afterAll(async () => {
    await stream?.close();
    await system?.stop();
  }, 60_000);

  it('drops and resumes without a gap and without a repeat, while alerts keep coming', async () => {
    await open(0, 20);
    await eventually(() => stream.received.length > 10);
    const during = open(20, 60);
    await stream.drop();
    await during;
    await open(60, 80);
    await stream.connect();
    await eventually(async () => {
      const subjects = new Set(stream.received.map(({ alert }) => alert.subject));
      expect(subjects.size).toBe(80);
    });
    const seen = () => stream.received.map(({ alert }) => alert.id);
    await eventually(async () => expect(seen()).toEqual(await stored()));
    expect(new Set(seen()).size).toBe(seen().length);
  });

  it('survives a restart of the service', async () => {
    const before = stream.received.length;
    await system.services.notifications.kill();
    await stream.drop().catch(() => undefined);
    await open(80, 90);
    system.services.notifications.start();
    await system.services.notifications.ready();
    await stream.connect();
    await eventually(() => stream.received.length >= before + 10);
    await eventually(async () => expect(stream.received.map(({ alert }) => alert.id)).toEqual(await stored()));
  });

  it('gives the same by cursor, and a long poll answers as soon as something comes', async () => {
    const call = system.api('notifications', 'call_centre');
    const last = stream.lastEventId ?? '';
    const waiting = call.get<Page<unknown>>(`/v1/alerts?after=${encodeURIComponent(last)}&wait=20`);
    const before = performance.now();
    await open(90, 91);
    expect(expectStatus(await waiting, 200).items.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
