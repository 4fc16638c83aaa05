import { FieldErrors } from '@harken/errors';
import type { GapGroup } from './gap-row.ts';
import { type CrossHairs, type ImportanceKind, meanCrossHairs, type Quadrant, quadrantOf } from './quadrant.ts';

/** By what quadrants are told. */
export interface QuadrantLines {
  readonly importance: ImportanceKind;
  readonly crosshairs: 'means' | 'targets';
  readonly importanceTarget?: number | undefined;
  readonly experienceTarget?: number | undefined;
}

export interface GapRow extends Omit<GapGroup, 'key'> {
  readonly quadrant: Quadrant | null;
  readonly crosshairs: CrossHairs;
  readonly keyExperience: boolean;
}

/** Targets must be there when they are asked for. */
export function assertTargets({ crosshairs, importanceTarget, experienceTarget }: QuadrantLines): void {
  if (crosshairs === 'means') return;
  const errors = new FieldErrors('/query');
  const detail = 'is needed where the lines cross at targets';
  errors.at('importanceTarget').addIf(importanceTarget === undefined, 'target.missing', detail);
  errors.at('experienceTarget').addIf(experienceTarget === undefined, 'target.missing', detail);
  errors.throwIfAny('question.invalid', 'The query is not valid.');
}

/** Compares the groups with each other. */
export function gapRows(groups: readonly GapGroup[], lines: QuadrantLines): { row: GapRow; key: GapGroup['key'] }[] {
  const crosshairs: CrossHairs =
    lines.crosshairs === 'means'
      ? meanCrossHairs(groups, lines.importance)
      : { importance: lines.importanceTarget ?? null, experience: lines.experienceTarget ?? null };
  const worst = Math.min(...groups.map(({ priority }) => priority ?? 0));
  return groups.map(({ key, ...group }) => ({
    key,
    row: {
      ...group,
      quadrant: quadrantOf(group, crosshairs, lines.importance),
      crosshairs,
      keyExperience: group.priority !== null && group.priority < 0 && group.priority === worst,
    },
  }));
}
