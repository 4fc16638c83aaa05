import { describe, expect, it } from '@jest/globals';
import {
  type Alert,
  type AlertTiming,
  acknowledge,
  isOpen,
  noLongerBreached,
  type OpenAlert,
  openAlert,
  resolve,
  stillBreached,
} from './alert.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const atOnce: AlertTiming = { forSeconds: 0, keepFiringForSeconds: 0 };
const delayed: AlertTiming = { forSeconds: 60, keepFiringForSeconds: 30 };
const subject = {
  monitorId: 'handover-nps',
  standardId: 'handover-nps',
  touchpoint: 'handover',
  journeyId: 'property',
  stage: 'handover',
  team: null,
  owner: null,
  metric: 'nps',
  method: 'standard',
  severity: 'high',
} as const;

const opened = (timing: AlertTiming): OpenAlert => openAlert('a1', subject, { n: 40 }, timing, at(0)).alert;
const fired = (): OpenAlert => opened(atOnce);

const open = (alert: Alert): OpenAlert => {
  if (!isOpen(alert)) throw new Error('The alert is resolved.');
  return alert;
};

describe('an alert', () => {
  it('fires at once without a `for`', () => {
    const step = openAlert('a1', subject, { n: 40 }, atOnce, at(0));
    expect(step).toMatchObject({ change: 'fired', nextCheckAt: null, alert: { state: 'firing', firedAt: at(0) } });
  });

  it('is pending until the breach has lasted, and fires exactly then', () => {
    const step = openAlert('a1', subject, {}, delayed, at(0));
    expect(step).toMatchObject({ change: 'opened', nextCheckAt: at(60), alert: { state: 'pending', firedAt: null } });
    expect(stillBreached(step.alert, delayed, at(59))).toMatchObject({ change: 'none', nextCheckAt: at(60) });
    expect(stillBreached(step.alert, delayed, at(60))).toMatchObject({ change: 'fired', alert: { since: at(0) } });
  });

  it('that never fired is resolved without a time of firing', () => {
    const step = noLongerBreached(opened(delayed), 'recovered', delayed, at(10));
    expect(step).toMatchObject({ change: 'resolved', alert: { state: 'resolved', firedAt: null } });
  });

  it('keeps firing until the touchpoint stayed well for long enough', () => {
    const clearing = noLongerBreached(fired(), 'recovered', delayed, at(100));
    expect(clearing).toMatchObject({ change: 'updated', nextCheckAt: at(130), alert: { state: 'firing' } });
    const waiting = noLongerBreached(open(clearing.alert), 'recovered', delayed, at(129));
    expect(waiting).toMatchObject({ change: 'none', nextCheckAt: at(130) });
    const done = noLongerBreached(open(clearing.alert), 'insufficient-data', delayed, at(130));
    expect(done).toMatchObject({
      change: 'resolved',
      alert: { resolvedAt: at(130), clearedAt: at(100), resolution: 'insufficient-data' },
    });
  });

  it('starts its wait again when the breach comes back', () => {
    const clearing = open(noLongerBreached(fired(), 'recovered', delayed, at(100)).alert);
    const back = stillBreached(clearing, delayed, at(110));
    expect(back).toMatchObject({ change: 'updated', alert: { clearedAt: null, state: 'firing' } });
    expect(stillBreached(back.alert, delayed, at(111)).change).toBe('none');
  });

  it('stays acknowledged during the breach, and is resolved from there', () => {
    const seen = acknowledge(fired(), 'anna', 'on it', at(5));
    expect(seen).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'anna', note: 'on it', version: 2 });
    expect(stillBreached(seen, atOnce, at(6)).alert.state).toBe('acknowledged');
    expect(noLongerBreached(seen, 'recovered', atOnce, at(7)).alert).toMatchObject({
      state: 'resolved',
      acknowledgedAt: at(5),
    });
  });

  it('is acknowledged once, and only while it fires', () => {
    const seen = acknowledge(fired(), 'anna', null, at(5));
    expect(acknowledge(seen, 'anna', null, at(9))).toBe(seen);
    expect(() => acknowledge(seen, 'ben', null, at(9))).toThrow(/already/);
    expect(() => acknowledge(opened(delayed), 'anna', null, at(9))).toThrow(/pending/);
    expect(() => acknowledge(resolve(seen, 'monitor-deleted', at(9)).alert, 'anna', null, at(9))).toThrow(/resolved/);
  });

  it('counts its versions', () => {
    expect(opened(delayed).version).toBe(1);
    expect(resolve(opened(delayed), 'monitor-changed', at(1)).alert).toMatchObject({ version: 2, resolvedAt: at(1) });
  });
});
