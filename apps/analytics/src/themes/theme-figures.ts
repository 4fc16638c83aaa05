import { type Interval, shareDifference, wilsonInterval } from '@harken/statistics';
import { textMetric } from '../scores/score-facts.ts';
import { noSums, type ScoreFigures, type ScoreSums, scoreOf } from '../scores/score-row.ts';
import { themedMetric, themeMetric, themeScoreMetric, unsureMetric } from './theme-metrics.ts';

/** Sums by metric, of one period. */
export type SumsByMetric = ReadonlyMap<string, ScoreSums>;

/** A theme; the texts whose themes the text reader was unsure of; those that fit none. */
export const themeKinds = ['theme', 'unsure', 'none'] as const;
export type ThemeKind = (typeof themeKinds)[number];

export interface ThemeFigures {
  readonly kind: ThemeKind;
  readonly theme: string | null;
  /** How many texts speak of it. */
  readonly n: number;
  /** Of so many texts. */
  readonly texts: number;
  readonly share: number | null;
  readonly interval: Interval | null;
  readonly nps: ThemeScore | null;
  readonly csat: ThemeScore | null;
  readonly before: { readonly n: number; readonly texts: number; readonly share: number | null } | null;
  readonly change: (Interval & { readonly value: number }) | null;
}

type ThemeScore = Pick<ScoreFigures, 'n' | 'value' | 'interval'>;

const countOf = (sums: SumsByMetric, metric: string): number => sums.get(metric)?.n ?? 0;

function countOfKind(sums: SumsByMetric, kind: ThemeKind, theme: string | null): number {
  if (kind === 'theme') return countOf(sums, themeMetric(theme ?? ''));
  const unsure = countOf(sums, unsureMetric);
  return kind === 'unsure' ? unsure : countOf(sums, textMetric) - countOf(sums, themedMetric) - unsure;
}

function scoreOfTheme(sums: SumsByMetric, score: 'nps' | 'csat', theme: string | null): ThemeScore | null {
  if (theme === null) return null;
  const { n, value, interval } = scoreOf(score, undefined, sums.get(themeScoreMetric(score, theme)) ?? noSums);
  return { n, value, interval };
}

/** The figures of each theme in one period, against the period before where there is one. */
export function themeFigures(themes: readonly string[], sums: SumsByMetric, past: SumsByMetric | null): ThemeFigures[] {
  const rows = [
    ...themes.map((theme) => ({ kind: 'theme' as const, theme })),
    { kind: 'unsure' as const, theme: null },
    { kind: 'none' as const, theme: null },
  ];
  const texts = countOf(sums, textMetric);
  const textsBefore = past && countOf(past, textMetric);
  return rows.flatMap(({ kind, theme }): ThemeFigures[] => {
    const n = countOfKind(sums, kind, theme);
    const before = past && countOfKind(past, kind, theme);
    if (n === 0 && !before) return [];
    const one = { successes: n, n: texts };
    const other = before === null || textsBefore === null ? null : { successes: before, n: textsBefore };
    return [
      {
        ...{ kind, theme, n, texts, share: shareOf(n, texts), interval: wilsonInterval(n, texts) },
        nps: scoreOfTheme(sums, 'nps', theme),
        csat: scoreOfTheme(sums, 'csat', theme),
        before: other && { n: other.successes, texts: other.n, share: shareOf(other.successes, other.n) },
        change: other && shareDifference(one, other),
      },
    ];
  });
}

const shareOf = (part: number, n: number): number | null => (n === 0 ? null : part / n);
