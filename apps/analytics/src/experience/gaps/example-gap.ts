import type { GapRow } from './gaps.ts';

const mean = (value: number) => ({ mean: value, low: value - 0.4, high: value + 0.4, n: 40 });

export const exampleGap: GapRow = {
  group: { factor: 'convenience' },
  n: 40,
  experience: mean(5),
  expectation: mean(7),
  previousExperience: { ...mean(6.8), sampled: 1 },
  importance: mean(9),
  derivedImportance: { correlation: 0.52, low: 0.25, high: 0.72, n: 40, outcome: 'nps' },
  ideal: mean(10),
  satisfaction: -2,
  priority: -18,
  keyExperience: true,
  gap: -5,
  quadrant: 'concentrate_here',
  crosshairs: { importance: 7, experience: 6.2 },
  voices: { customer: mean(5), staff: mean(6), management: mean(7.5) },
  perceptionGap: 2.5,
  missing: [],
  scale: { min: 0, max: 10 },
  answeredOn: ['0..10'],
};
