import { services } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Fault, faultKinds } from './fault.ts';
import { availableKinds, planFaults } from './plan-faults.ts';

const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const lines = (plan: readonly Fault[]) => plan.map(({ kind, target, describe }) => `${kind} ${target} ${describe}`);
const kinds = (plan: readonly Fault[]) => new Set(plan.map(({ kind }) => kind));

describe('a plan of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(lines(planFaults(7, 30))).toEqual(lines(planFaults(7, 30)));
    expect(lines(planFaults(7, 30))).not.toEqual(lines(planFaults(8, 30)));
  });

  it('has as many faults as were asked for', () => {
    for (const count of [1, 10, 19, 20, 25, 100]) expect(planFaults(3, count)).toHaveLength(count);
  });

  it('has ten kinds among ten faults', () => {
    for (const seed of seeds) expect(kinds(planFaults(seed, 10)).size).toBe(10);
  });

  it('kills every service, Kafka and PostgreSQL among twenty', () => {
    for (const seed of seeds) {
      const killed = planFaults(seed, 20).filter(({ kind }) => /^kill-(service|kafka|postgres)$/.test(kind));
      expect(killed.map(({ target }) => target).sort()).toEqual([...services, 'kafka', 'postgres'].sort());
    }
  });

  it('has every kind among a hundred, and wipes Kafka once', () => {
    for (const seed of seeds) {
      const plan = planFaults(seed, 100, faultKinds, 'long');
      expect(kinds(plan).size).toBe(faultKinds.length);
      expect(plan.filter(({ kind }) => kind === 'kafka-wiped')).toHaveLength(1);
    }
  });

  it('fills no disk where there is no small one', () => {
    const plan = planFaults(1, 100, availableKinds({ volumes: undefined }));
    expect([...kinds(plan)].filter((kind) => kind.startsWith('disk-full'))).toEqual([]);
  });
});
