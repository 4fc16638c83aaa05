import { expect } from '@jest/globals';
import { type RunningTouchpoints, smallMap } from '../../touchpoints.fixture.ts';

/** The same NPS answer at a touchpoint, many times. */
export const repeatedAnswers = (n: number, touchpoint: string, nps: number, secondsAgo = 0) =>
  Array.from({ length: n }, () => ({ touchpoint, answers: { nps }, secondsAgo }));

/** Steps that tests of monitors share. */
export const monitorSteps = (running: () => RunningTouchpoints) => ({
  eventsOf: async (name: 'fired' | 'acknowledged' | 'resolved', monitor: string) => {
    const published = await running().publishedEvents(`harken.touchpoints.touchpoint-alert-${name}.v1`);
    return published.filter(({ alert }) => (alert as { monitorId: string }).monitorId === monitor);
  },
  alertsOf: async (monitor: string) =>
    (await running().call('GET', `/v1/touchpoint-alerts?monitor=${monitor}`)).body.items,
  resultOf: async (monitor: string) => (await running().call('GET', `/v1/monitors/${monitor}`)).body.judgement,

  /** A map of its own with a standard on the hall's NPS and a monitor on that, all named by the prefix. */
  createMonitor: async (prefix: string, standard: object = {}, monitor: object = {}): Promise<string> => {
    const { call } = running();
    await call('PUT', `/v1/journeys/${prefix}j`, { body: smallMap(prefix) });
    const id = `${prefix}nps`;
    const target = { touchpoint: `${prefix}hall`, metric: 'nps', comparator: '>=', target: 20, window: 'P1D' };
    const put = await call('PUT', `/v1/standards/${id}`, {
      body: { ...target, minimumSample: 10, owner: 'front', ...standard },
    });
    expect(put.status).toBe(201);
    const body = { touchpoint: `${prefix}hall`, metric: 'nps', method: 'standard', severity: 'high', ...monitor };
    expect((await call('PUT', `/v1/monitors/${id}`, { body })).status).toBe(201);
    return id;
  },
});
