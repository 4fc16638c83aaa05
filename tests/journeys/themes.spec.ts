import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Feedback {
  readonly id: string;
  readonly complaint: { readonly verdict: string; readonly reasons: readonly string[] };
  readonly themes: readonly { readonly theme: string; readonly by: string }[];
}
interface ThemeRow {
  readonly kind: string;
  readonly theme: string | null;
  readonly n: number;
  readonly texts: number;
  readonly nps: { readonly n: number; readonly value: number | null } | null;
}
interface Complaint {
  readonly feedbackId: string | null;
  readonly openedAt: string;
  readonly clocks: readonly { readonly startedAt: string }[];
}

const patient = { within: 60_000, every: 200 };
const layer: { model: string; weights: number[] } = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../../apps/feedback/src/classification/models/complaints-reader.json'),
    'utf8',
  ),
);

/** A stand-in for an embeddings server: every text is a complaint to it. */
let reader: Server;
let system: System;
beforeAll(async () => {
  reader = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const { input } = JSON.parse(Buffer.concat(parts).toString()) as { input: string[] };
      const data = input.map((_, index) => ({ index, embedding: layer.weights }));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', model: layer.model, data }));
    });
  });
  await new Promise<void>((listening) => reader.listen(0, '127.0.0.1', listening));
  const { port } = reader.address() as AddressInfo;
  system = await startSystem({ env: { TEXT_READER_URL: `http://127.0.0.1:${port}` } });
  await seedCompany(system, { touchpoints: ['handover', 'delivery'], acknowledge: 'PT1H', firstResponse: 'PT2H' });
}, 240_000);
afterAll(async () => {
  await system?.stop();
  reader?.closeAllConnections();
  await new Promise((closed) => reader.close(closed));
}, 60_000);

let counter = 0;
const say = async (said: object): Promise<Feedback> => {
  counter += 1;
  const body = {
    ...{ source: 'journey', id: `t-${counter}`, customer: `crm-${counter}`, method: 'review', touchpoint: 'delivery' },
    occurredAt: '2026-03-02T09:15:00.000Z',
    ...said,
  };
  return expectStatus(await system.api('feedback', 'crm').post<Feedback>('/v1/feedback', body), 201);
};

describe('what texts speak of', () => {
  it('is found in three languages and counted with its scores', async () => {
    const theme = (id: string, words: Record<string, string[]>) => ({ id, names: { en: id }, words, examples: [] });
    const themes = [
      theme('parcels', { en: ['parcel'], zh: ['快递'], th: ['พัสดุ'] }),
      theme('staff', { en: ['staff'], zh: ['店员'], th: ['พนักงาน'] }),
    ];
    expectStatus(await system.api('feedback', 'manager').put('/v1/themes', { themes }), 200);
    const said = [
      await say({ text: 'The parcel came on time, thank you.', answers: { nps: 9 } }),
      await say({ text: '快遞很快，謝謝', answers: { nps: 10 } }),
      await say({ text: 'พัสดุมาถึงแล้ว พนักงานน่ารัก', answers: { nps: 9 } }),
      await say({ text: 'The garden is green.', answers: { nps: 7 } }),
    ];
    expect(said.map((one) => one.themes.map(({ theme: id }) => id))).toEqual([
      ['parcels'],
      ['parcels'],
      ['parcels', 'staff'],
      [],
    ]);
    const figures = async () =>
      expectStatus(
        await system
          .api('analytics', 'analyst')
          .get<Page<ThemeRow>>('/v1/theme-figures?touchpoint=delivery&from=2026-03-01&to=2026-04-01'),
        200,
      ).items;
    await eventually(async () => {
      expect((await figures()).map(({ kind, theme: id, n, texts }) => [kind, id, n, texts])).toEqual([
        ['theme', 'parcels', 3, 4],
        ['theme', 'staff', 1, 4],
        ['none', null, 1, 4],
      ]);
    }, patient);
    expect((await figures())[0]?.nps).toMatchObject({ n: 3, value: 100 });
  });

  it('may be a complaint only at a second look, which opens one whose clocks begin then', async () => {
    const begun = Date.now();
    const { id, complaint } = await say({ text: 'We got the room next to the lift again.' });
    expect(complaint.verdict).not.toBe('certain');
    const opened = await eventually(async () => {
      const handler = system.api('complaints', 'handler');
      const { items } = expectStatus(await handler.get<Page<{ id: string }>>('/v1/complaints?limit=500'), 200);
      const all = await Promise.all(items.map((one) => handler.get<Complaint>(`/v1/complaints/${one.id}`)));
      return all.map((one) => expectStatus(one, 200)).find(({ feedbackId }) => feedbackId === id) ?? false;
    }, patient);
    for (const { startedAt } of opened.clocks) expect(Date.parse(startedAt)).toBeGreaterThan(begun - 60_000);
    const now = expectStatus(await system.api('feedback', 'handler').get<Feedback>(`/v1/feedback/${id}`), 200);
    expect(now.complaint.verdict).toBe('certain');
    expect(now.complaint.reasons.join(' ')).toMatch(/reader:en:/);
  });
});
