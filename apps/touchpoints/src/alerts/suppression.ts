import { severities } from '@harken/contracts';
import { matchesSilence, type Silence, silenceState } from '../silences/silence.ts';
import type { Alert, OpenAlert, Suppression } from './alert.ts';

/** As people see it: `silenced` and `inhibited` are firing, and nobody is told. */
export const shownStates = ['pending', 'firing', 'acknowledged', 'silenced', 'inhibited', 'resolved'] as const;
export type ShownState = (typeof shownStates)[number];

export function shownState({ state, suppressedBy }: Pick<Alert, 'state' | 'suppressedBy'>): ShownState {
  if (state !== 'firing' || suppressedBy === null) return state;
  return suppressedBy.by === 'silence' ? 'silenced' : 'inhibited';
}

/** An alert that has fired and is not resolved. */
export type FiredAlert = Exclude<OpenAlert, { readonly state: 'pending' }>;

/** Where an open problem was found; null: wherever. */
export interface ProblemCell {
  readonly problem: string;
  readonly touchpoint: string | null;
  readonly factor: string | null;
}

export interface SuppressionContext {
  readonly alerts: readonly FiredAlert[];
  readonly silences: readonly Silence[];
  readonly cells: readonly ProblemCell[];
  /** The touchpoints above each touchpoint and itself, the topmost first. */
  readonly lineages: ReadonlyMap<string, readonly string[]>;
  readonly now: Date;
}

/** One cause, one alert: what fired at a touchpoint, however many monitors see it. */
export const groupOf = ({ touchpoint, metric, method }: Pick<Alert, 'touchpoint' | 'metric' | 'method'>): string =>
  `${touchpoint}/${method === 'silence' ? 'silence' : (metric ?? method)}`;

/** The alert of a group that people are told of: the worst, of equal ones the first that fired. */
const leads = (a: FiredAlert, b: FiredAlert): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  a.firedAt.getTime() - b.firedAt.getTime() ||
  (a.id < b.id ? -1 : 1);

/** A problem explains the alerts at its touchpoint and below; one of a factor only those on that factor. */
export const explains = (
  { touchpoint, factor }: ProblemCell,
  { metric, lineage }: { readonly metric: string | null; readonly lineage: readonly string[] },
): boolean =>
  touchpoint !== null && lineage.includes(touchpoint) && (factor === null || metric === `experience:${factor}`);

/** Why nobody is told of each alert; null: they are. Call with all alerts that have fired and are not resolved. */
export function suppressionsOf(context: SuppressionContext): Map<string, Suppression | null> {
  const { alerts, silences, cells, lineages, now } = context;
  const active = silences.filter((silence) => silenceState(silence, now) === 'active');
  const leaders = new Map<string, FiredAlert>();
  const byTouchpoint = new Map<string, FiredAlert>();
  for (const alert of [...alerts].sort(leads)) {
    if (!leaders.has(groupOf(alert))) leaders.set(groupOf(alert), alert);
    if (!byTouchpoint.has(alert.touchpoint)) byTouchpoint.set(alert.touchpoint, alert);
  }
  const suppressionOf = (alert: FiredAlert): Suppression | null => {
    const lineage = lineages.get(alert.touchpoint) ?? [alert.touchpoint];
    const silence = active.find(({ matchers }) => matchesSilence(matchers, { ...alert, lineage }));
    if (silence) return { by: 'silence', id: silence.id };
    const cell = cells.find((each) => explains(each, { metric: alert.metric, lineage }));
    if (cell) return { by: 'problem', id: cell.problem };
    for (const above of lineage) {
      const parent = above === alert.touchpoint ? undefined : byTouchpoint.get(above);
      if (parent) return { by: 'alert', id: parent.id };
    }
    const leader = leaders.get(groupOf(alert));
    return leader && leader.id !== alert.id ? { by: 'group', id: leader.id } : null;
  };
  return new Map(alerts.map((alert) => [alert.id, suppressionOf(alert)]));
}
