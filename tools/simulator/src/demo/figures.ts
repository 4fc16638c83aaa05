import type { Alert } from '../webhook-receiver.ts';

export interface ComplaintView {
  readonly id: string;
  readonly team: string;
  readonly status: string;
  readonly answers: readonly unknown[];
  readonly clocks: readonly { readonly clock: string; readonly breachedAt?: string | null }[];
  readonly escalations: readonly { readonly level: number }[];
}

/** The numbers of a run that every source shows. */
export interface Figures {
  readonly opened: number;
  readonly perTeam: Readonly<Record<string, number>>;
  readonly answered: number;
  readonly closed: number;
  readonly breached: number;
  readonly escalated: Readonly<Record<string, number>>;
}

const tally = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of [...keys].sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/** What the complaints service itself says, complaint by complaint. */
export const figuresOfComplaints = (complaints: readonly ComplaintView[]): Figures => ({
  opened: complaints.length,
  perTeam: tally(complaints.map(({ team }) => team)),
  answered: complaints.filter(({ answers }) => answers.length > 0).length,
  closed: complaints.filter(({ status }) => status === 'closed').length,
  breached: complaints.flatMap(({ clocks }) => clocks.filter(({ breachedAt }) => breachedAt)).length,
  escalated: tally(complaints.flatMap(({ escalations }) => escalations.map(({ level }) => `level ${level}`))),
});

/** From the alerts of a listener; the same alert twice (webhooks come at least once) counts once. */
export function figuresOfAlerts(alerts: readonly Alert[]): Figures {
  const once = [...new Map(alerts.map((alert) => [alert.id, alert])).values()];
  const of = (name: string) => once.filter(({ type }) => type === `harken.complaints.complaint-${name}`);
  return {
    opened: of('opened').length,
    perTeam: tally(of('opened').map(({ data }) => String(data.team))),
    answered: of('answered').length,
    closed: of('closed').length,
    breached: of('clock-breached').length,
    escalated: tally(of('escalated').map(({ data }) => `level ${data.level}`)),
  };
}

export interface FiguresRow {
  readonly group: Readonly<Record<string, string | null>>;
  readonly opened: number;
  readonly answered: number;
  readonly closed: number;
  readonly breaches: { readonly total: number };
  readonly escalations: Readonly<Record<string, { readonly escalations: number }>>;
}

/** What analytics says, from its rows per team. */
export function figuresOfAnalytics(rows: readonly FiguresRow[]): Figures {
  const sum = (value: (row: FiguresRow) => number) => rows.reduce((total, row) => total + value(row), 0);
  const levels = [...new Set(rows.flatMap(({ escalations }) => Object.keys(escalations)))].sort();
  const perLevel = levels.map(
    (level) => [`level ${level}`, sum((row) => row.escalations[level]?.escalations ?? 0)] as const,
  );
  const teams = rows.map(({ group, opened }) => [String(group.team), opened] as const);
  return {
    opened: sum((row) => row.opened),
    perTeam: Object.fromEntries(teams.sort()),
    answered: sum((row) => row.answered),
    closed: sum((row) => row.closed),
    breached: sum((row) => row.breaches.total),
    escalated: Object.fromEntries(perLevel.filter(([, count]) => count > 0)),
  };
}
