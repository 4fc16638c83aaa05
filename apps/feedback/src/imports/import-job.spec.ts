import { describe, expect, it } from '@jest/globals';
import { importCommands, importStates, stateAfter, stateAfterInspection } from './import-job.ts';

describe('an import', () => {
  it('can be paused, resumed and cancelled until it has ended', () => {
    const after = importStates.map((state) =>
      importCommands.map((command) => {
        try {
          return stateAfter({ state }, command);
        } catch {
          return 'refused';
        }
      }),
    );
    expect(Object.fromEntries(importStates.map((state, at) => [state, after[at]]))).toEqual({
      waiting: ['paused', 'waiting', 'cancelled'],
      running: ['paused', 'running', 'cancelled'],
      paused: ['paused', 'waiting', 'cancelled'],
      completed: ['refused', 'refused', 'refused'],
      cancelled: ['refused', 'refused', 'cancelled'],
      failed: ['refused', 'refused', 'refused'],
    });
  });

  it('waits for a person where the encoding is a guess, unless it stores nothing', () => {
    expect(stateAfterInspection('guess', false)).toEqual({ state: 'paused', waitingFor: 'encoding' });
    expect(stateAfterInspection('guess', true).state).toBe('running');
    for (const certain of ['valid', 'byte-order-mark', 'declared', 'confirmed', null] as const)
      expect(stateAfterInspection(certain, false).state).toBe('running');
  });
});
