import type { GapFigures } from './gap-row.ts';

/** Martilla and James, Importance-Performance Analysis, Journal of Marketing 41(1), 1977. */
export const quadrants = ['concentrate_here', 'keep_up_the_good_work', 'low_priority', 'possible_overkill'] as const;
export type Quadrant = (typeof quadrants)[number];

export const importanceKinds = ['stated', 'derived'] as const;
export type ImportanceKind = (typeof importanceKinds)[number];

export interface CrossHairs {
  readonly importance: number | null;
  readonly experience: number | null;
}

export const importanceOf = (
  { importance, derivedImportance }: Pick<GapFigures, 'importance' | 'derivedImportance'>,
  kind: ImportanceKind,
): number | null => (kind === 'stated' ? importance?.mean : derivedImportance?.correlation) ?? null;

/** Where the lines cross that part the quadrants: the means of the groups, each group counting once. */
export function meanCrossHairs(groups: readonly GapFigures[], kind: ImportanceKind): CrossHairs {
  return {
    importance: meanOf(groups.map((group) => importanceOf(group, kind))),
    experience: meanOf(groups.map(({ experience }) => experience?.mean ?? null)),
  };
}

/** A group on a line counts as above it; null if a figure is missing. */
export function quadrantOf(group: GapFigures, lines: CrossHairs, kind: ImportanceKind): Quadrant | null {
  const importance = importanceOf(group, kind);
  if (importance === null || !group.experience || lines.importance === null || lines.experience === null) return null;
  const performs = group.experience.mean >= lines.experience;
  if (importance >= lines.importance) return performs ? 'keep_up_the_good_work' : 'concentrate_here';
  return performs ? 'possible_overkill' : 'low_priority';
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
