import type { NewEvent } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { outbox } from '@harken/messaging';
import { feedbackThemesStore, type ThemesOfFeedback } from './feedback-themes.store.ts';
import { type AssignedTheme, isEmpty, themesAssigned } from './theme-assignment.ts';

/** Feedback with its themes, as records of feedback have them. */
export interface ThemedFeedback {
  readonly id: string;
  readonly version: number;
  readonly occurredAt: Date;
  readonly themes: readonly AssignedTheme[];
  readonly themesUnsure: boolean;
}

interface OfThemes {
  /** Of the list of themes. */
  readonly version: number;
  readonly at: Date;
}

const assignmentOf = ({ themes, themesUnsure: unsure }: ThemedFeedback) => ({ themes, unsure });
const rowOf = (feedback: ThemedFeedback): ThemesOfFeedback => {
  const { id: feedbackId, occurredAt } = feedback;
  return { feedbackId, occurredAt, ...assignmentOf(feedback) };
};
const hasThemes = (feedback: ThemedFeedback): boolean => !isEmpty(assignmentOf(feedback));

/** Keeps the themes of new feedback and returns what happened, for the same outbox as the feedback itself. */
export async function keepThemes(
  feedback: readonly ThemedFeedback[],
  ofThemes: OfThemes,
  tx: Tx,
): Promise<ReadonlyMap<string, NewEvent>> {
  const themed = feedback.filter(hasThemes);
  await feedbackThemesStore.add(tx, themed.map(rowOf));
  return new Map(themed.map((one) => [one.id, themesAssigned(one, assignmentOf(one), ofThemes)]));
}

/**
 * Replaces the themes of feedback that was corrected or read again. Whoever follows the themes gets them anew with each
 * version of the feedback, also when they stay. The caller holds the lock of the feedback.
 */
export async function replaceThemes(
  changes: readonly { readonly before: ThemedFeedback; readonly after: ThemedFeedback }[],
  ofThemes: OfThemes,
  tx: Tx,
): Promise<void> {
  const themed = changes.filter(({ before, after }) => hasThemes(before) || hasThemes(after));
  const feedback = themed.map(({ after }) => after);
  await feedbackThemesStore.replace(tx, feedback.map(rowOf));
  await outbox.add(
    tx,
    feedback.map((one) => themesAssigned(one, assignmentOf(one), ofThemes)),
  );
}
