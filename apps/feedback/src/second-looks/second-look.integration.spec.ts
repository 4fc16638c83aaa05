import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedModels } from '../classification/text-model/shipped-models.cache.ts';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';
import { isUnsure } from '../text-reader/complaint-layer.ts';
import { shippedLayer } from '../text-reader/shipped-layer.cache.ts';

const patient = { within: 20_000, every: 50 };
const layer = shippedLayer();

/** What the stand-in answers: along the weights a complaint, against them none; the first two numbers tell themes. */
let answer: { status: number; model: string; reads: (text: string) => readonly [weight: number, theme: number] };
const asked: string[] = [];
let reader: Server;
let app: RunningFeedback;

const vectorOf = ([weight, theme]: readonly [number, number]): number[] => {
  const length = Math.sqrt(layer.weights.reduce((sum, one) => sum + one * one, 0));
  return layer.weights.map((one, at) => (weight * one) / length + (at === theme ? 3 : 0));
};

beforeAll(async () => {
  reader = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const { input } = JSON.parse(Buffer.concat(parts).toString()) as { input: string[] };
      asked.push(...input);
      const data = input.map((text, index) => ({ index, embedding: vectorOf(answer.reads(text)) }));
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', model: answer.model, data }));
    });
  });
  await new Promise<void>((listening) => reader.listen(0, '127.0.0.1', listening));
  const { port } = reader.address() as AddressInfo;
  app = await runFeedback({ TEXT_READER_URL: `http://127.0.0.1:${port}`, TEXT_READER_TIMEOUT: 'PT2S' });
}, 60_000);
afterAll(async () => {
  await app?.stop();
  reader?.closeAllConnections();
  await new Promise((closed) => reader.close(closed));
});
beforeEach(() => {
  answer = { status: 200, model: layer.model, reads: () => [8, -1] };
});

const model = shippedModels().get('en');
/** Texts that the text model leaves open. */
const openTexts = [
  'The second pillow was somewhat flat and I asked for another.',
  'We got the room next to the lift again.',
  'My order has been on its way for a while now.',
  'The lamp in the hall flickers at times.',
  'I had to ask twice for the bill.',
  'It took some time until somebody came to the desk.',
  'The soup could have been warmer.',
  'My card was not there yet.',
].filter((text) => model && isUnsure(model.probability(text), model.header.thresholds));

let next = 0;
const openText = (): string => {
  const text = openTexts[next % openTexts.length];
  next += 1;
  if (text === undefined) throw new TypeError('The text model leaves none of the texts open.');
  return text;
};
const receive = async (overrides: Record<string, unknown> = {}) =>
  (await app.call('POST', '/v1/feedback', { body: someFeedback({ text: openText(), ...overrides }) })).body;
const read = async (id: string) => (await app.call('GET', `/v1/feedback/${id}`, { as: 'handler' })).body;
const raised = async (id: string) =>
  (await app.published('harken.feedback.feedback-verdict-raised.v1')).filter(({ key }) => key === id);
const looked = () =>
  eventually(async () => {
    const [row] = await app.service.dataSource.query('SELECT count(*)::int AS n FROM second_looks');
    return row.n === 0;
  }, patient);

describe('a second look', () => {
  it('raises the verdict of what the text model leaves open, by an event', async () => {
    const { id, complaint } = await receive();
    expect(['none', 'suspected']).toContain(complaint.verdict);
    await eventually(async () => expect((await read(id)).complaint.verdict).toBe('certain'), patient);
    const [event, ...others] = await raised(id);
    expect(others).toEqual([]);
    expect(event?.data).toMatchObject({
      ...{ feedbackId: id, before: complaint.verdict, reader: { model: layer.model, version: layer.version } },
      complaint: { verdict: 'certain' },
    });
    expect((await read(id)).complaint.reasons.join(' ')).toMatch(/reader:en:[01]\.\d\d/);
  });

  it('lowers nothing, and does not look at history, at what is sure, or at what was taken back', async () => {
    answer = { ...answer, reads: () => [-8, -1] };
    const low = await receive();
    await looked();
    answer = { ...answer, reads: () => [8, -1] };
    const history = await receive({ history: true });
    const sure = await receive({ text: 'My lawyer will hear of this terrible, rude, dirty place. I want a refund!' });
    const staff = await receive({ voice: 'staff', employee: 'anna' });
    await looked();
    for (const { id, complaint } of [low, history, sure, staff]) {
      if (id !== low.id) expect((await read(id)).complaint).toEqual(complaint);
      expect((await read(id)).complaint.verdict).toBe(complaint.verdict);
    }
    expect(await raised(history.id)).toEqual([]);
  });

  it('stays within the policy: praise and good scores keep their limit', async () => {
    const praise = await receive({ kind: 'praise' });
    const content = await receive({ answers: { nps: 10 } });
    await looked();
    expect((await read(praise.id)).complaint.verdict).toBe('none');
    expect((await read(content.id)).complaint.verdict).not.toBe('certain');
  });

  it('refuses vectors of another model', async () => {
    answer = { ...answer, model: 'another-model' };
    const { id, complaint } = await receive();
    await looked();
    expect((await read(id)).complaint).toEqual(complaint);
  });

  it('waits while the reader is away, and intake does not', async () => {
    answer = { ...answer, status: 503 };
    asked.length = 0;
    const { id, complaint } = await receive();
    expect(complaint.verdict).not.toBe('certain');
    await eventually(() => asked.length > 0, patient);
    answer = { ...answer, status: 200 };
    await eventually(async () => expect((await read(id)).complaint.verdict).toBe('certain'), patient);
  });

  it('gives themes by the nearest examples, "unsure" where none is clear, and words come first', async () => {
    const theme = (id: string, word: string) => ({
      ...{ id, names: { en: id }, words: { en: [word] } },
      examples: [1, 2, 3].map((at) => `${id} example ${at}`),
    });
    const themeOf = (text: string) => (/pool|deep/.test(text) ? 0 : /food|plate/.test(text) ? 1 : 2);
    answer = { ...answer, reads: (text) => [-1, themeOf(text)] };
    const themes = [theme('pool', 'pool'), theme('food', 'food')];
    expect((await app.call('PUT', '/v1/themes', { as: 'manager', body: { themes } })).status).toBe(200);
    const [deep, other, word] = [
      await receive({ text: 'It was rather deep.' }),
      await receive({ text: 'Something else entirely.' }),
      await receive({ text: 'The food on this plate' }),
    ];
    await eventually(async () => {
      expect((await read(deep.id)).themes).toMatchObject([{ theme: 'pool', by: 'examples' }]);
      expect(await read(other.id)).toMatchObject({ themes: [], themesUnsure: true });
    }, patient);
    await looked();
    expect((await read(word.id)).themes).toEqual([{ theme: 'food', by: 'words', score: null }]);
    const events = await app.published('harken.feedback.themes-assigned.v1');
    expect(events.find(({ key }) => key === other.id)?.data).toMatchObject({ themes: [], unsure: true });
  });
});
