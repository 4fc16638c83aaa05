import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { root, withClient } from '@harken/local-infrastructure';
import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

/** `IMPORT_ROWS=200000 IMPORT_KILLS=10` for the whole proof (docs/evidence/imports.md). */
const rowCount = Number(process.env.IMPORT_ROWS ?? 12_000);
const kills = Number(process.env.IMPORT_KILLS ?? 3);

interface Job {
  readonly id: string;
  readonly state: string;
  readonly rows: {
    readonly read: number;
    readonly accepted: number;
    readonly duplicates: number;
    readonly rejected: number;
  };
}

describe('files of other systems', () => {
  let system: System;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'harken-import-'));
    system = await startSystem({ only: ['feedback', 'complaints'], env: { IMPORT_LEASE: 'PT2S' } });
  }, 240_000);
  afterAll(async () => {
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const count = (schema: 'feedback' | 'complaints', sql: string) =>
    withClient(system.urlOf(`${schema}_app`), async (client) => Number((await client.query(sql)).rows[0]?.n));

  it(
    'are imported row by row exactly once, however often the service is killed (done when 2)',
    async () => {
      const lines = Array.from({ length: rowCount }, (_, at) =>
        at % 1_000 === 999
          ? `k${at},c-${at % 5_000},survey,11,refused,2026-01-0${1 + (at % 9)}T10:00:00Z`
          : `k${at},c-${at % 5_000},survey,${at % 11},"row ${at}\nof many",2026-01-0${1 + (at % 9)}T10:00:00Z`,
      );
      const file = gzipSync(['id,customer,method,answers.nps,text,occurredAt', ...lines].join('\n'));
      const form = new FormData();
      form.append('kind', 'feedback');
      form.append('source', 'killed');
      form.append('file', new Blob([file]), 'killed.csv.gz');
      const sent = await fetch(`${system.serviceUrl('feedback')}/v1/imports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${system.keys.crm}` },
        body: form,
      });
      expect(sent.status).toBe(202);
      const { id } = (await sent.json()) as Job;
      const job = async () => expectStatus(await system.api('feedback', 'crm').get<Job>(`/v1/imports/${id}`), 200);

      const within = { within: 180_000, every: 20 };
      for (let kill = 1; kill <= kills; kill += 1) {
        const mark = Math.floor((rowCount * kill) / (kills + 1));
        await eventually(async () => (await job()).rows.read >= mark, within);
        // Somewhere within a batch.
        await delay((kill * 37) % 100);
        await system.services.feedback.kill();
        system.services.feedback.start();
        await system.services.feedback.ready();
      }
      const ended = await eventually(async () => {
        const now = await job();
        return now.state === 'completed' && now;
      }, within);
      const refused = Math.floor(rowCount / 1_000);
      expect(ended.rows).toEqual({ read: rowCount, accepted: rowCount - refused, duplicates: 0, rejected: refused });
      expect(await count('feedback', `SELECT count(*) AS n FROM feedback WHERE source = 'killed'`)).toBe(
        rowCount - refused,
      );
      expect(await count('feedback', `SELECT count(*) AS n FROM outbox WHERE type LIKE '%feedback-received%'`)).toBe(
        rowCount - refused,
      );
    },
    240_000 + rowCount * 2,
  );

  describe('by the command line', () => {
    const run = (...args: readonly string[]) =>
      promisify(execFile)(
        process.execPath,
        [
          '--conditions=harken-source',
          resolve(root, 'tools/import/src/import.main.ts'),
          ...args,
          ...['--url', system.serviceUrl('feedback'), '--complaints-url', system.serviceUrl('complaints')],
        ],
        { env: { ...process.env, NODE_OPTIONS: '', HARKEN_KEY: system.keys.crm } },
      );
    const header = 'Id,Requester id,Subject,Via,Ticket type,Priority,Status,Created at,Solved at';
    const tickets = [
      '1,77,"No keys, no call",Mail,Problem,High,Closed,2019-03-02 09:15,2019-03-05 10:00',
      '2,78,Lift stuck,Chat,Problem,Low,Open,2019-03-03 09:15,',
      '3,79,Where are you?,Web form,Question,Normal,Solved,not a time,2019-03-05 10:00',
    ];

    it('an export of Zendesk becomes feedback of the past; what is refused lies beside it', async () => {
      const file = join(folder, 'tickets.csv');
      await writeFile(file, `\ufeff${[header, ...tickets].join('\r\n')}\r\n`);
      const { stdout } = await run(file, '--mapping', 'zendesk');
      expect(stdout).toContain('3 rows: 2 taken, 0 were there, 1 refused.');
      expect(await readFile(`${file}.errors.csv`, 'utf8')).toMatch(
        /\r\n3,4,wrong-format,\/occurredAt,.*,3,79,Where are you\?/,
      );
      const handler = system.api('feedback', 'handler');
      const page = expectStatus(await handler.get<Page<Record<string, unknown>>>('/v1/feedback?customer=77,78'), 200);
      expect(page.items).toMatchObject([
        { source: 'zendesk', sourceId: '2', method: 'chat', history: true },
        { source: 'zendesk', sourceId: '1', method: 'email', kind: 'complaint', history: true },
      ]);
    }, 60_000);

    it('an export of Zendesk becomes complaints of before', async () => {
      const file = join(folder, 'complaints.csv');
      await writeFile(file, [header, ...tickets].join('\n'));
      const { stdout } = await run(file, '--mapping', 'zendesk-complaints');
      expect(stdout).toContain('3 rows: 2 taken, 0 were there, 1 refused.');
      expect(await readFile(`${file}.errors.csv`, 'utf8')).toMatch(/\r\n3,4,wrong-format,.*\/openedAt must be a time/);
      expect((await run(file, '--mapping', 'zendesk-complaints')).stdout).toContain('0 taken, 2 were there, 1 refused');
      const handler = system.api('complaints', 'handler');
      const page = expectStatus(await handler.get<Page<Record<string, unknown>>>('/v1/complaints?customer=77'), 200);
      expect(page.items).toMatchObject([{ status: 'closed', openedAt: '2019-03-02T09:15:00.000Z' }]);
    }, 60_000);

    it('a file that cannot be read says why', async () => {
      const file = join(folder, 'none.csv');
      await writeFile(file, 'Id,Subject\n1,x\n');
      await expect(run(file, '--mapping', 'zendesk')).rejects.toMatchObject({
        stderr: expect.stringContaining('The file has no column for occurredAt.'),
      });
    }, 60_000);
  });
});
