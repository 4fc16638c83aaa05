import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { assertValidMonitor, chooseStandard, type MonitorContent } from '../monitors/monitor.ts';
import { assertValidStandard, type StandardContent } from '../standards/standard.ts';
import { flattenJourney } from './flatten-journey.ts';
import { readYaml } from './journey-yaml.ts';
import { parseJourney } from './parse-journey.ts';

const folder = new URL('../../../../examples/journeys/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
const contents = <T>(path: string): { id: string; content: T }[] =>
  readdirSync(new URL(path, folder)).map((name) => ({
    id: name.replace(/\.json$/, ''),
    content: JSON.parse(read(`${path}/${name}`)) as T,
  }));
const journeys = readdirSync(folder).flatMap((name) => (name.endsWith('.yaml') ? [name.replace(/\.yaml$/, '')] : []));
const touchpointsOf = (journey: string) => flattenJourney(journey, parseJourney(readYaml(read(`${journey}.yaml`))));

describe('the example journeys', () => {
  it('are the property developer and the electronics retailer, and share no touchpoint', () => {
    expect(journeys).toEqual(['electronics-retailer', 'property-developer']);
    const ids = journeys.flatMap((journey) => touchpointsOf(journey).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('walk through the six stages of a home', () => {
    const stages = new Set(touchpointsOf('property-developer').map(({ stage }) => stage));
    expect([...stages]).toEqual(['viewing', 'signing', 'waiting', 'handing-over', 'moving-in', 'living']);
  });

  it.each(journeys)('%s gives every touchpoint a team, and its standards and monitors are right', (journey) => {
    const touchpoints = touchpointsOf(journey);
    expect(touchpoints.filter(({ team }) => team === null)).toEqual([]);
    const known = new Set(touchpoints.map(({ id }) => id));
    const standards = contents<StandardContent>(`${journey}/standards`);
    for (const { content } of standards) {
      assertValidStandard(content);
      expect(known).toContain(content.touchpoint);
    }
    for (const { content } of contents<MonitorContent>(`${journey}/monitors`)) {
      const { metric = null, segment = null, parameters = {} } = content;
      const monitor = { ...content, metric, segment, parameters };
      assertValidMonitor({ ...monitor, for: content.for ?? null, keepFiringFor: content.keepFiringFor ?? null });
      expect(known).toContain(content.touchpoint);
      if (content.method !== 'standard') continue;
      const there = standards.filter(
        (standard) => standard.content.touchpoint === content.touchpoint && standard.content.metric === content.metric,
      );
      expect(
        chooseStandard(
          monitor,
          there.map(({ id }) => id),
        ),
      ).toBeTruthy();
    }
  });
});
