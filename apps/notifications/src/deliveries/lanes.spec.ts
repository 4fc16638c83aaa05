import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.ts';

const rules = { width: 3, failuresToOpen: 2, pauseMs: 1_000 };

describe('lanes', () => {
  it('bound what is under way per subscription, each for itself', () => {
    const lanes = new Lanes(rules);
    for (let i = 0; i < 3; i += 1) lanes.started('slow');
    expect(lanes.freeIn('slow', 0)).toBe(0);
    expect(lanes.freeIn('other', 0)).toBe(3);
    expect(lanes.busy(0)).toEqual({ ids: ['slow'], free: [0] });
    lanes.ended('slow', true, 0);
    expect(lanes.freeIn('slow', 0)).toBe(1);
  });

  it('open the circuit after failures in a row, and try with one when the pause is over', () => {
    const lanes = new Lanes(rules);
    for (let i = 0; i < 2; i += 1) {
      lanes.started('dead');
      lanes.ended('dead', false, 100);
    }
    expect(lanes.freeIn('dead', 500)).toBe(0);
    expect(lanes.reopensInMs(500)).toBe(600);
    expect(lanes.freeIn('dead', 1_100)).toBe(1);
    lanes.started('dead');
    expect(lanes.freeIn('dead', 1_100)).toBe(0);
    lanes.ended('dead', false, 1_200);
    expect(lanes.freeIn('dead', 1_300)).toBe(0);
    lanes.started('dead');
    lanes.ended('dead', true, 2_300);
    expect(lanes.freeIn('dead', 2_300)).toBe(3);
    expect(lanes.reopensInMs(2_300)).toBeUndefined();
  });

  it('start counting anew after a success', () => {
    const lanes = new Lanes(rules);
    for (const ok of [false, true, false]) {
      lanes.started('shaky');
      lanes.ended('shaky', ok, 0);
    }
    expect(lanes.freeIn('shaky', 0)).toBe(3);
  });
});
