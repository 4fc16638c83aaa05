import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintToManagement } from '../harness/complaint-to-management.ts';
import { compose, composeSystem, shell, up } from './compose-system.ts';

type ComposeSystem = Awaited<ReturnType<typeof composeSystem>>;

describe('the compose file', () => {
  let system: ComposeSystem;
  const complaints = async () => {
    const page = await system.api('complaints', 'handler').get<Page<{ id: string; status: string }>>('/v1/complaints');
    return expectStatus(page, 200).items.map(({ id, status }) => `${id} ${status}`);
  };
  const phoneIn = async (customer: string) =>
    expectStatus(
      await system.api('complaints', 'call_centre').post<{ id: string }>('/v1/complaints', {
        customer,
        text: 'The lift is broken.',
        channel: 'phone',
      }),
      201,
    ).id;
  const alertsOf = async (subject: string) => {
    const path = '/v1/alerts?limit=500';
    const { items } = expectStatus(
      await system.api('notifications', 'call_centre').get<Page<{ subject: string; type: string }>>(path),
      200,
    );
    return items.filter((alert) => alert.subject === subject).map(({ type }) => type);
  };
  const downWithData = () => compose('down', '-v', '--remove-orphans', '--timeout', '20');

  beforeAll(async () => {
    await downWithData();
    await compose('build', 'feedback');
    await up();
    system = await composeSystem();
  }, 1_200_000);
  afterAll(async () => {
    await system?.close();
    await downWithData();
  }, 120_000);

  describe('runs the journey of a complaint', () => {
    complaintToManagement(async () => system);
  });

  it('publishes the ports of the services only, and runs nothing as root', async () => {
    const containers = (await compose('ps', '--format', 'json')).split('\n').map((line) => JSON.parse(line));
    for (const { Service, Publishers } of containers as {
      Service: string;
      Publishers: { PublishedPort: number }[];
    }[]) {
      const published = new Set(Publishers.map(({ PublishedPort }) => PublishedPort).filter(Boolean));
      if (Service === 'postgres' || Service === 'kafka') expect([...published]).toEqual([]);
      else expect([...published].every((port) => port >= 7101 && port <= 7105)).toBe(true);
      expect(await compose('exec', '-T', Service, 'id', '-u')).not.toBe('0');
    }
  }, 60_000);

  it('keeps its data through down and up', async () => {
    const before = await complaints();
    expect(before.length).toBeGreaterThan(0);
    await compose('down', '--timeout', '20');
    await up();
    expect(await complaints()).toEqual(before);
    const id = await phoneIn('after-restart');
    await eventually(async () => (await alertsOf(id)).includes('harken.complaints.complaint-opened'), {
      within: 30_000,
    });
  }, 300_000);

  it('comes back from the documented backup, on an empty machine', async () => {
    const before = await complaints();
    const dump = join(mkdtempSync(join(tmpdir(), 'harken-')), 'harken.dump');
    await shell(`docker compose exec -T postgres pg_dump -U postgres -Fc harken > ${dump}`);
    await downWithData();

    await compose('up', '-d', '--wait', 'postgres', 'kafka');
    await shell('docker compose run --rm -T setup');
    const anew = "-c 'DROP DATABASE harken WITH (FORCE)' -c 'CREATE DATABASE harken'";
    await shell(`docker compose exec -T postgres psql -U postgres ${anew}`);
    await shell(`docker compose exec -T postgres pg_restore -U postgres --exit-on-error -d harken < ${dump}`);
    await shell('docker compose run --rm -T setup');
    await shell('docker compose run --rm -T admin republish');
    await up();

    expect(await complaints()).toEqual(before);
    const id = await phoneIn('after-restore');
    await eventually(async () => (await alertsOf(id)).includes('harken.complaints.complaint-opened'), {
      within: 60_000,
    });
  }, 600_000);
});
