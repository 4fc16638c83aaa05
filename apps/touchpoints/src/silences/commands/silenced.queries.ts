import type { Reader } from '@harken/database';
import { matchesSilence, type Silenceable, type SilenceMatchers } from '../silence.ts';

/** All that a silence may match now. */
export interface Silenceables {
  readonly alerts: readonly (Silenceable & { readonly id: string })[];
  readonly monitors: readonly Silenceable[];
}

export async function findSilenceables(reader: Reader): Promise<Silenceables> {
  const alerts: Silenceables['alerts'] = await reader.query(
    `SELECT a.id, a.monitor_id AS "monitorId", a.severity, a.metric, coalesce(t.lineage, ARRAY[a.touchpoint]) AS lineage
       FROM alerts a LEFT JOIN touchpoints t ON t.id = a.touchpoint
      WHERE a.state IN ('firing', 'acknowledged') ORDER BY a.id`,
  );
  const monitors: Silenceables['monitors'] = await reader.query(
    `SELECT m.id AS "monitorId", m.severity, m.metric, coalesce(t.lineage, ARRAY[m.touchpoint]) AS lineage
       FROM monitors m LEFT JOIN touchpoints t ON t.id = m.touchpoint ORDER BY m.id`,
  );
  return { alerts, monitors };
}

/** The ids of the alerts and monitors that the matchers match. */
export const silencedBy = (matchers: SilenceMatchers, { alerts, monitors }: Silenceables) => ({
  alerts: alerts.filter((alert) => matchesSilence(matchers, alert)).map(({ id }) => id),
  monitors: monitors.filter((monitor) => matchesSilence(matchers, monitor)).map(({ monitorId }) => monitorId),
});
