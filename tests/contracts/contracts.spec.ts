import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { contracts, type EventContract, eventDeadLettered, services, topics } from '@harken/contracts';
import { describe, expect, it, jest } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats, { type FormatsPlugin } from 'ajv-formats';
import { asyncApiFile, renderAsyncApi } from '../../tools/contracts/src/asyncapi-file.ts';
import { incompatibilities } from '../../tools/contracts/src/incompatibilities.ts';
import { brokenReleases, release } from '../../tools/contracts/src/released.ts';

const all = [...contracts, ...services.map(eventDeadLettered)];
const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as FormatsPlugin)(ajv);

jest.setTimeout(60_000);

describe('every event contract', () => {
  it('has a sample that fits its schema', () => {
    const unfit = all.filter(({ schema, sample }) => !ajv.validate(schema, sample));
    expect(unfit.map(({ type }) => type)).toEqual([]);
  });

  it('is named once, and travels on a topic of its producer', () => {
    expect(new Set(all.map(({ type }) => type)).size).toBe(all.length);
    for (const { producer, topic } of all) expect(topics.find(({ name }) => name === topic)?.owner).toBe(producer);
  });

  it('allows no field that it does not name', () => {
    const open = all.filter(({ schema, sample }) => ajv.validate(schema, { ...(sample as object), unknownField: 1 }));
    expect(open.map(({ type }) => type)).toEqual([]);
  });
});

describe('released contracts', () => {
  it('are unchanged', () => {
    expect(brokenReleases(contracts)).toEqual([]);
  });

  it('are frozen by `npm run contracts:release`: a changed or missing one is refused, a new version is not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'harken-released-'));
    try {
      const [first, second] = contracts as [EventContract, EventContract];
      expect(release([first, second], folder)).toEqual([first.type, second.type]);
      const next = { ...first, type: first.type.replace('.v1', '.v2') };
      expect(brokenReleases([first, second, next], folder)).toEqual([]);
      expect(release([first, second, next], folder)).toEqual([next.type]);
      expect(brokenReleases([{ ...first, topic: 'feedback.events' }, next], folder)).toEqual([
        `${first.type}: /topic was ${first.topic} and is feedback.events`,
        `${second.type}: is gone, but messages of it lie in the log`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are seen to be broken by a dropped, a changed, an added and a newly required field', () => {
    const fixture = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'));
    expect(incompatibilities(fixture('order-placed.released.json'), fixture('order-placed.broken.json'))).toEqual([
      '/topic was orders.events and is sales.events',
      '/sample of the release is no longer accepted',
      '/schema/required/1 was added',
      '/schema/properties/orderId/format was dropped',
      '/schema/properties/amount was dropped',
      '/schema/properties/currency/enum/1 was dropped',
      '/schema/properties/shop was added',
    ]);
  });
});

describe('docs/asyncapi.yaml', () => {
  it('is what `npm run asyncapi` makes of the contracts and subscriptions', async () => {
    expect(readFileSync(asyncApiFile, 'utf8')).toBe(await renderAsyncApi('src'));
  });

  it('is a valid AsyncAPI 3.0 document', async () => {
    const { document, diagnostics } = await new Parser().parse(readFileSync(asyncApiFile, 'utf8'));
    expect(diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message)).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
  });
});
