import { sqlOverRows, type Tx } from '@harken/database';
import type { WatchedSlot, WatchStep } from './advance-watch.ts';

interface SlotRow extends Omit<WatchedSlot, 'at'> {
  readonly monitorId: string;
  readonly at: Date;
}

const insertSlots = sqlOverRows<SlotRow>(
  {
    monitorId: 'text',
    at: 'timestamptz',
    baselineVersion: 'int',
    n: 'float8',
    value: 'float8',
    centre: 'float8',
    low: 'float8',
    high: 'float8',
    signal: 'text',
    inControl: 'boolean',
  },
  (rows) => `
  INSERT INTO monitor_slots (monitor_id, at, baseline_version, n, value, centre, low, high, signal, in_control)
  SELECT monitor_id, at, baseline_version, n, value, centre, low, high, signal, in_control FROM ${rows} AS s
  ON CONFLICT (monitor_id, at) DO UPDATE SET
    baseline_version = excluded.baseline_version, n = excluded.n, value = excluded.value, centre = excluded.centre,
    low = excluded.low, high = excluded.high, signal = excluded.signal, in_control = excluded.in_control`,
);

const insertBaselines = sqlOverRows<{ monitorId: string; version: number; content: string }>(
  { monitorId: 'text', version: 'int', content: 'text' },
  (rows) => `
  INSERT INTO monitor_baselines (monitor_id, version, content)
  SELECT monitor_id, version, content::jsonb FROM ${rows} AS b ON CONFLICT (monitor_id, version) DO NOTHING`,
);

const excludeSlots = sqlOverRows<{ monitorId: string; since: Date }>(
  { monitorId: 'text', since: 'timestamptz' },
  (rows) => `
  UPDATE monitor_slots s SET in_control = false FROM ${rows} AS r
   WHERE s.monitor_id = r.monitor_id AND s.at >= r.since AND s.in_control`,
);

export interface SavedStep {
  readonly monitorId: string;
  readonly step: WatchStep;
}

export const watchStore = {
  /** Keeps what was judged and the versions it was judged by: three statements, however many monitors there are. */
  async save(tx: Tx, steps: readonly SavedStep[]): Promise<void> {
    const slots = steps.flatMap(({ monitorId, step }) =>
      step.judged.map((slot) => ({ ...slot, monitorId, at: new Date(slot.at) })),
    );
    const baselines = steps.flatMap(({ monitorId, step }) =>
      step.versions.map((content) => ({ monitorId, version: content.version, content: JSON.stringify(content) })),
    );
    const excluded = steps.flatMap(({ monitorId, step: { alarmSince } }) =>
      alarmSince === null ? [] : [{ monitorId, since: new Date(alarmSince) }],
    );
    if (baselines.length > 0) await insertBaselines.write(tx, baselines);
    if (slots.length > 0) await insertSlots.write(tx, slots);
    if (excluded.length > 0) await excludeSlots.write(tx, excluded);
  },

  /** Takes what looked like an alarm as usual: a baseline may learn from it. */
  async takeAsUsual(tx: Tx, monitorId: string, from: Date): Promise<void> {
    await tx.query('UPDATE monitor_slots SET in_control = true WHERE monitor_id = $1 AND at >= $2 AND NOT in_control', [
      monitorId,
      from,
    ]);
  },

  /** Forgets what was judged: the monitor watches something else. */
  async forget(tx: Tx, monitorId: string): Promise<void> {
    await tx.query('DELETE FROM monitor_slots WHERE monitor_id = $1', [monitorId]);
    await tx.query('DELETE FROM monitor_baselines WHERE monitor_id = $1', [monitorId]);
  },
};

/** Slots that belong to alarms, by monitor: no data to learn from. */
export async function findOutOfControl(tx: Tx, ids: readonly string[]): Promise<Map<string, Set<number>>> {
  const rows: { id: string; at: Date }[] = await tx.query(
    'SELECT monitor_id AS id, at FROM monitor_slots WHERE monitor_id = ANY($1) AND NOT in_control',
    [ids],
  );
  const found = Map.groupBy(rows, ({ id }) => id);
  return new Map([...found].map(([id, slots]) => [id, new Set(slots.map(({ at }) => at.getTime()))]));
}
