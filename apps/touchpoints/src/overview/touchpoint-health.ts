import type { Alert } from '../alerts/alert.ts';
import type { Monitor } from '../monitors/monitor.ts';

export const healthStates = ['alerting', 'pending', 'ok', 'insufficient-data', 'unwatched'] as const;
export type HealthState = (typeof healthStates)[number];

export interface Health {
  readonly state: HealthState;
  /** Ids of the alerts that fire or are acknowledged. */
  readonly alerts: readonly string[];
  /** The latest result of each monitor. */
  readonly values: readonly {
    readonly monitor: string;
    readonly metric: string | null;
    readonly condition: string;
    readonly n: number;
    readonly value: number | null;
    readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null;
    readonly at: string | null;
  }[];
}

/** The health of a touchpoint: the worst state among its own monitors. */
export function healthOf(monitors: readonly Monitor[], openAlerts: readonly Alert[]): Health {
  const alerts = openAlerts.filter(({ state }) => state !== 'pending').map(({ id }) => id);
  const values = monitors.flatMap(({ id, metric, judgement, judgedAt }) => {
    if (!judgement) return [];
    const { condition, n, value, interval } = judgement;
    return [{ monitor: id, metric, condition, n, value, interval, at: judgedAt?.toISOString() ?? null }];
  });
  const state = (): HealthState => {
    if (alerts.length > 0) return 'alerting';
    if (openAlerts.length > 0) return 'pending';
    if (monitors.length === 0) return 'unwatched';
    return values.some(({ condition }) => condition === 'ok') ? 'ok' : 'insufficient-data';
  };
  return { state: state(), alerts, values };
}
