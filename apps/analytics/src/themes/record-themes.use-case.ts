import type { EventData, ThemesAssigned } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { deriveFacts } from '../scores/derive-facts.use-case.ts';
import { type StoredAssignment, themeAssignmentsStore } from './theme-assignments.store.ts';
import { isThemeFact, themeFactsOf } from './theme-metrics.ts';

/** Counts the themes of feedback in place of those assigned before. */
export async function recordThemes(
  assigned: readonly EventData<typeof ThemesAssigned>[],
  tx: Tx,
  generation: number,
): Promise<void> {
  const newest = new Map<string, StoredAssignment>();
  for (const { feedbackId, feedbackVersion, at, themes, unsure } of assigned) {
    const known = newest.get(feedbackId);
    if (known && (known.feedbackVersion - feedbackVersion || known.at.localeCompare(at)) > 0) continue;
    newest.set(feedbackId, { feedbackId, feedbackVersion, at, themes: themes.map(({ theme }) => theme), unsure });
  }
  await followFeedback(await themeAssignmentsStore.keep(tx, generation, [...newest.values()]), tx, generation);
}

/** Counts the themes of feedback whose answers or dimensions came or changed; themes may have come before. */
export async function followFeedback(feedbackIds: readonly string[], tx: Tx, generation: number): Promise<void> {
  if (feedbackIds.length === 0) return;
  const known = await themeAssignmentsStore.of(tx, generation, feedbackIds);
  const themesOf = new Map(known.map((one) => [one.feedbackId, one]));
  const derive = (facts: Parameters<typeof themeFactsOf>[0]) => {
    const themes = themesOf.get(facts[0]?.feedbackId ?? '');
    return themes ? themeFactsOf(facts, themes) : [];
  };
  await deriveFacts([...themesOf.keys()], { isDerived: isThemeFact, derive }, tx, generation);
}
