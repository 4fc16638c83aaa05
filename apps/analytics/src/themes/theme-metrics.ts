import { countScale, type ScoreFact, textMetric } from '../scores/score-facts.ts';

/** What is known of the themes of one feedback. */
export interface ThemesOfText {
  readonly themes: readonly string[];
  readonly unsure: boolean;
}

/** Texts with at least one theme. */
export const themedMetric = 'themed';
/** Texts of which the text reader was unsure. */
export const unsureMetric = 'unsure';
export const themeMetric = (theme: string): string => `theme:${theme}`;
/** The scores of those who spoke of a theme. */
export const themeScores = ['nps', 'csat'] as const;
export const themeScoreMetric = (score: (typeof themeScores)[number], theme: string): string => `${score}:${theme}`;

const derivedMetric = /^(theme|nps|csat):|^(themed|unsure)$/;
export const isThemeFact = ({ metric }: ScoreFact): boolean => derivedMetric.test(metric);

// Whoever derives facts from what is counted knows that no correction has replaced it.
const newestVersion = 2_147_483_647;

/** The facts of the themes of one text: that it speaks of them, and the scores that its writer gave. */
export function themeFactsOf(counted: readonly ScoreFact[], { themes, unsure }: ThemesOfText): ScoreFact[] {
  const text = counted.find(({ metric }) => metric === textMetric);
  if (!text) return [];
  const one = (metric: string): ScoreFact => ({ ...text, version: newestVersion, metric, scale: countScale });
  const scores = themeScores.flatMap((score) => counted.find(({ metric }) => metric === score) ?? []);
  return [
    ...(unsure ? [one(unsureMetric)] : []),
    ...(themes.length > 0 ? [one(themedMetric)] : []),
    ...themes.flatMap((theme) => [
      one(themeMetric(theme)),
      ...scores.map(({ metric, scale, value }) => ({ ...one(`${metric}:${theme}`), scale, value })),
    ]),
  ];
}
