import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { diffJourneys } from './diff-journeys.ts';
import { flattenJourney } from './flatten-journey.ts';
import type { Journey } from './journey.ts';
import { readYaml, writeYaml } from './journey-yaml.ts';
import { parseJourney, parsePublication } from './parse-journey.ts';
import { assertNotInUse, assertNotTaken, currentVersion } from './publication-rules.ts';

const journey: Journey = {
  name: '买房',
  stages: [
    {
      id: 'viewing',
      name: '看房',
      phase: 'before',
      touchpoints: [
        {
          id: 'sales-office',
          name: '售楼处',
          team: 'sales',
          weight: 3,
          actions: ['Brand wall'],
          touchpoints: [
            { id: 'music', name: 'Music', weight: 0 },
            { id: 'signing-desk', name: 'Signing desk', team: 'contracts', touchpoints: [{ id: 'pen', name: 'Pen' }] },
          ],
        },
      ],
    },
    { id: 'living', name: 'Living', phase: 'after', touchpoints: [{ id: 'repairs', name: 'Repairs' }] },
  ],
};

function errorsOf(document: unknown): string[] {
  try {
    parseJourney(document);
    return [];
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

describe('a journey map', () => {
  it('is read as it was written, names of any script trimmed', () => {
    expect(parseJourney({ ...journey, name: ' 买房 ' })).toEqual(journey);
  });

  it('may have a date from which it is in effect', () => {
    const { effectiveFrom } = parsePublication({ ...journey, effectiveFrom: '2026-05-01T07:00:00+07:00' });
    expect(effectiveFrom).toEqual(new Date('2026-05-01T00:00:00Z'));
    expect(errorsOf({ ...journey, effectiveFrom: '2026-02-31' })).toEqual(['/effectiveFrom wrong-format']);
  });

  it('goes to YAML and back unchanged, with the weights of its segments', () => {
    expect(parseJourney(readYaml(writeYaml(journey)))).toEqual(journey);
    const segmentWeights = { investor: 5 };
    const weighted = {
      ...journey,
      stages: journey.stages.map((stage) => ({
        ...stage,
        segmentWeights,
        touchpoints: stage.touchpoints.map((each) => ({ ...each, segmentWeights, owner: 'wei', department: 'sales' })),
      })),
    };
    expect(parseJourney(readYaml(writeYaml(weighted)))).toEqual(weighted);
    const [pen] = flattenJourney('j', weighted).filter(({ id }) => id === 'pen');
    expect(pen).toMatchObject({ owner: 'wei', department: 'sales', segmentWeights: {} });
  });

  it('differs from another version in what was added, moved, changed and removed', () => {
    const [viewing, living] = journey.stages;
    const [office] = viewing?.touchpoints ?? [];
    const later = {
      name: '买房',
      stages: [
        { ...viewing, weight: 2, touchpoints: [{ ...office, actions: undefined, touchpoints: [] }] },
        {
          ...living,
          touchpoints: [
            { id: 'pen', name: 'Pen' },
            { id: 'shop', name: 'Shop' },
          ],
        },
      ],
    } as Journey;
    const told = diffJourneys('j', journey, later).map(({ kind, id, before, after }) => ({ kind, id, before, after }));
    const desk = office?.touchpoints?.[1]?.touchpoints?.[0] && ['j', 'viewing', 'sales-office', 'signing-desk'];
    expect(told).toEqual([
      { kind: 'changed', id: 'viewing', before: {}, after: { weight: 2 } },
      { kind: 'changed', id: 'sales-office', before: { actions: ['Brand wall'] }, after: { actions: undefined } },
      { kind: 'moved', id: 'pen', before: { path: [...(desk ?? []), 'pen'] }, after: { path: ['j', 'living', 'pen'] } },
      { kind: 'added', id: 'shop', before: null, after: { path: ['j', 'living', 'shop'], name: 'Shop' } },
      ...['music', 'signing-desk', 'repairs'].map((id) =>
        expect.objectContaining({ kind: 'removed', id, after: null }),
      ),
    ]);
    expect(diffJourneys('j', journey, journey)).toEqual([]);
  });

  it('is the same whatever the order of its factor weights', () => {
    const weighted = (factorWeights: object) =>
      parseJourney({
        name: 'a',
        stages: [{ id: 's', name: 's', phase: 'during', touchpoints: [{ id: 't', name: 't', factorWeights }] }],
      });
    const one = weighted({ vip: { service: 2, price: 1 }, default: { price: 1 } });
    expect(JSON.stringify(one)).toBe(
      JSON.stringify(weighted({ default: { price: 1 }, vip: { price: 1, service: 2 } })),
    );
  });

  it('is refused with every error and its place', () => {
    const wrong = {
      name: '',
      owner: 'me',
      stages: [
        { id: 'a b', name: 'x', phase: 'later', touchpoints: [{ id: 't', name: 't', weight: -1 }, { id: 't' }] },
        { id: 'c', name: 'c', phase: 'after', weight: 'much', touchpoints: 'none' },
      ],
    };
    expect(errorsOf(wrong)).toEqual([
      '/owner unknown-field',
      '/name wrong-length',
      '/stages/0/id wrong-format',
      '/stages/0/phase not-allowed',
      '/stages/0/touchpoints/0/weight out-of-range',
      '/stages/0/touchpoints/1/id duplicate-touchpoint',
      '/stages/0/touchpoints/1/name required',
      '/stages/1/weight out-of-range',
      '/stages/1/touchpoints wrong-type',
    ]);
  });

  it.each([[null], [[]], ['text'], [undefined], [7]])('is not %j', (document) => {
    expect(errorsOf(document)).toContain(' wrong-type');
  });

  it('finds one touchpoint id used twice, however deep', () => {
    const twice = structuredClone(journey) as unknown as { stages: { touchpoints: { id: string }[] }[] };
    const last = twice.stages[1]?.touchpoints[0];
    if (last) last.id = 'pen';
    expect(errorsOf(twice)).toEqual(['/stages/1/touchpoints/0/id duplicate-touchpoint']);
  });

  it('nests at most eight deep', () => {
    const nested = (depth: number): object =>
      depth === 0 ? {} : { touchpoints: [{ id: `t${depth}`, name: 't', ...nested(depth - 1) }] };
    const stage = (depth: number) => ({
      name: 'a',
      stages: [{ id: 's', name: 's', phase: 'during', ...nested(depth) }],
    });
    expect(errorsOf(stage(8))).toEqual([]);
    expect(errorsOf(stage(9)).map((fault) => fault.split(' ')[1])).toEqual(['too-deep']);
  });
});

describe('a flattened map', () => {
  it('gives every touchpoint its path, those above it, and the team of the nearest above', () => {
    const flat = flattenJourney('home', journey);
    expect(flat.map(({ id, path, lineage, team }) => [id, path.join('/'), lineage.join('/'), team])).toEqual([
      ['sales-office', 'home/viewing/sales-office', 'sales-office', 'sales'],
      ['music', 'home/viewing/sales-office/music', 'sales-office/music', 'sales'],
      ['signing-desk', 'home/viewing/sales-office/signing-desk', 'sales-office/signing-desk', 'contracts'],
      ['pen', 'home/viewing/sales-office/signing-desk/pen', 'sales-office/signing-desk/pen', 'contracts'],
      ['repairs', 'home/living/repairs', 'repairs', null],
    ]);
    expect(flat.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('publishing', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));

  it('takes the version with the latest date that has come', () => {
    const versions = [
      { version: 1, effectiveFrom: at(1) },
      { version: 2, effectiveFrom: at(20) },
      { version: 3, effectiveFrom: at(10) },
      { version: 4, effectiveFrom: at(10) },
    ];
    expect(currentVersion(versions, at(15))?.version).toBe(4);
    expect(currentVersion(versions, at(20))?.version).toBe(2);
    expect(currentVersion(versions, new Date(0))).toBeUndefined();
  });

  it('refuses touchpoints of other journeys and the loss of watched ones', () => {
    expect(() => assertNotTaken([{ touchpoint: 'pen', journeyId: 'office' }])).toThrow(/pen \(office\)/);
    expect(() => assertNotInUse([{ touchpoint: 'pen', by: 'monitor pen-nps' }])).toThrow(/pen \(monitor pen-nps\)/);
  });
});
