import { describe, expect, it } from '@jest/globals';
import {
  type Alert,
  acknowledge,
  noLongerBreached,
  openAlert,
  type Patience,
  resolve,
  stillBreached,
} from './alert.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const impatient: Patience = { forSeconds: 0, keepFiringForSeconds: 0 };
const patient: Patience = { forSeconds: 60, keepFiringForSeconds: 30 };
const subject = {
  monitorId: 'handover-nps',
  standardId: 'handover-nps',
  touchpoint: 'handover',
  journeyId: 'property',
  stage: 'handover',
  team: null,
  metric: 'nps',
  method: 'standard',
  severity: 'high',
} as const;

const opened = (patience: Patience): Alert => openAlert('a1', subject, { n: 40 }, patience, at(0)).alert;
const fired = (): Alert => opened(impatient);

describe('an alert', () => {
  it('fires at once when nothing has to last', () => {
    const step = openAlert('a1', subject, { n: 40 }, impatient, at(0));
    expect(step).toMatchObject({ change: 'fired', lookAgainAt: null, alert: { state: 'firing', firedAt: at(0) } });
  });

  it('is pending until the breach has lasted, and fires exactly then', () => {
    const step = openAlert('a1', subject, {}, patient, at(0));
    expect(step).toMatchObject({ change: 'opened', lookAgainAt: at(60), alert: { state: 'pending', firedAt: null } });
    expect(stillBreached(step.alert, patient, at(59))).toMatchObject({ change: 'none', lookAgainAt: at(60) });
    expect(stillBreached(step.alert, patient, at(60))).toMatchObject({ change: 'fired', alert: { since: at(0) } });
  });

  it('that never fired ends without having fired', () => {
    const step = noLongerBreached(opened(patient), 'recovered', patient, at(10));
    expect(step).toMatchObject({ change: 'resolved', alert: { state: 'resolved', firedAt: null } });
  });

  it('keeps firing until the touchpoint stayed well for long enough', () => {
    const clearing = noLongerBreached(fired(), 'recovered', patient, at(100));
    expect(clearing).toMatchObject({ change: 'touched', lookAgainAt: at(130), alert: { state: 'firing' } });
    const waiting = noLongerBreached(clearing.alert, 'recovered', patient, at(129));
    expect(waiting).toMatchObject({ change: 'none', lookAgainAt: at(130) });
    const done = noLongerBreached(clearing.alert, 'insufficient-data', patient, at(130));
    expect(done).toMatchObject({
      change: 'resolved',
      alert: { resolvedAt: at(130), clearedAt: at(100), resolution: 'insufficient-data' },
    });
  });

  it('starts its wait over when the breach comes back', () => {
    const clearing = noLongerBreached(fired(), 'recovered', patient, at(100)).alert;
    const back = stillBreached(clearing, patient, at(110));
    expect(back).toMatchObject({ change: 'touched', alert: { clearedAt: null, state: 'firing' } });
    expect(stillBreached(back.alert, patient, at(111)).change).toBe('none');
  });

  it('stays acknowledged while it goes on, and is resolved from there', () => {
    const seen = acknowledge(fired(), 'anna', 'on it', at(5));
    expect(seen).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'anna', note: 'on it', version: 2 });
    expect(stillBreached(seen, impatient, at(6)).alert.state).toBe('acknowledged');
    expect(noLongerBreached(seen, 'recovered', impatient, at(7)).alert).toMatchObject({
      state: 'resolved',
      acknowledgedAt: at(5),
    });
  });

  it('is acknowledged once, and only while it fires', () => {
    const seen = acknowledge(fired(), 'anna', null, at(5));
    expect(acknowledge(seen, 'anna', null, at(9))).toBe(seen);
    expect(() => acknowledge(seen, 'ben', null, at(9))).toThrow(/already/);
    expect(() => acknowledge(opened(patient), 'anna', null, at(9))).toThrow(/pending/);
    expect(() => acknowledge(resolve(seen, 'monitor-deleted', at(9)).alert, 'anna', null, at(9))).toThrow(/resolved/);
  });

  it('counts its versions', () => {
    expect(opened(patient).version).toBe(1);
    expect(resolve(opened(patient), 'monitor-changed', at(1)).alert).toMatchObject({ version: 2, resolvedAt: at(1) });
  });
});
