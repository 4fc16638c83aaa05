import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.ts';

const rules = { width: 3, failuresToOpen: 2, pauseMs: 1_000 };
const well = { ok: true, durationMs: 5 };
const badly = { ok: false, durationMs: 5 };

function start(lanes: Lanes, id: string): void {
  lanes.held(id);
  lanes.started(id);
}

describe('lanes', () => {
  it('bound what is under way per subscription, each for itself', () => {
    const lanes = new Lanes(rules);
    for (let i = 0; i < 3; i += 1) start(lanes, 'slow');
    expect(lanes.freeIn('slow', 0)).toBe(0);
    expect(lanes.freeIn('other', 0)).toBe(3);
    expect(lanes.busy(0)).toEqual({ ids: ['slow'], room: [0] });
    lanes.ended('slow', well, 0);
    expect(lanes.freeIn('slow', 0)).toBe(1);
  });

  it('open the circuit after failures in a row, and try with one when the pause is over', () => {
    const lanes = new Lanes(rules);
    for (let i = 0; i < 2; i += 1) {
      start(lanes, 'dead');
      lanes.ended('dead', badly, 100);
    }
    expect(lanes.freeIn('dead', 500)).toBe(0);
    expect(lanes.reopensInMs(500)).toBe(600);
    expect(lanes.freeIn('dead', 1_100)).toBe(1);
    start(lanes, 'dead');
    expect(lanes.freeIn('dead', 1_100)).toBe(0);
    lanes.ended('dead', badly, 1_200);
    expect(lanes.freeIn('dead', 1_300)).toBe(0);
    start(lanes, 'dead');
    lanes.ended('dead', well, 2_300);
    expect(lanes.freeIn('dead', 2_300)).toBe(3);
    expect(lanes.reopensInMs(2_300)).toBeUndefined();
  });

  it('tell that nobody will come back for what was leased while the circuit opened', () => {
    const lanes = new Lanes({ ...rules, failuresToOpen: 1 });
    start(lanes, 'hung');
    lanes.held('hung');
    expect(lanes.isIdle('hung')).toBe(false);
    lanes.ended('hung', badly, 0);
    expect([lanes.freeIn('hung', 1), lanes.isIdle('hung')]).toEqual([0, true]);
    // Kept, it would take the one place of the half-open lane for ever.
    expect(lanes.roomIn('hung', rules.pauseMs + 1)).toBe(0);
    lanes.givenBack('hung', 1);
    expect(lanes.roomIn('hung', rules.pauseMs + 1)).toBe(1);
  });

  it('start counting anew after a success', () => {
    const lanes = new Lanes(rules);
    for (const ok of [false, true, false]) {
      start(lanes, 'shaky');
      lanes.ended('shaky', { ok, durationMs: 5 }, 0);
    }
    expect(lanes.freeIn('shaky', 0)).toBe(3);
  });

  it('hold some in store for a quick endpoint, and only what can start for one that is slow or fails', () => {
    const lanes = new Lanes(rules);
    expect(lanes.roomIn('quick', 0)).toBe(3);
    start(lanes, 'quick');
    lanes.ended('quick', well, 0);
    expect(lanes.roomIn('quick', 0)).toBe(30);
    for (let i = 0; i < 20; i += 1) lanes.held('quick');
    expect([lanes.roomIn('quick', 0), lanes.runsLow('quick', 0)]).toEqual([10, false]);
    lanes.started('quick');
    lanes.ended('quick', { ok: true, durationMs: 3_000 }, 0);
    expect(lanes.roomIn('quick', 0)).toBe(0);
    lanes.givenBack('quick', 19);
    expect([lanes.roomIn('quick', 0), lanes.freeIn('quick', 0)]).toEqual([3, 3]);
  });
});
