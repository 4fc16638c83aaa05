import { databaseTime, type Tx } from '@harken/database';
import { type CurrentThemes, currentThemes } from '../current-themes.cache.ts';
import { replaceThemes, type ThemedFeedback } from '../keep-themes.use-case.ts';
import { sameThemes, type ThemeAssignment } from '../theme-assignment.ts';
import { themeReassignmentStore } from '../theme-reassignment.store.ts';
import { themesToReassign } from './themes-to-reassign.queries.ts';

const feedbackPerClaim = 500;

/** Gives the themes of the newest list to the next feedback, newest first, down to what came in `withinMs` ago. */
export async function reassignThemes(withinMs: number, tx: Tx): Promise<number> {
  const reassignment = await themeReassignmentStore.claim(tx);
  if (!reassignment) return 0;
  const at = await databaseTime(tx);
  const since = new Date(at.getTime() - withinMs);
  const found = await themesToReassign(tx, { ...reassignment, since, limit: feedbackPerClaim });
  const themes = await currentThemes(tx);
  const changes = found.flatMap(({ text, language, ...before }) => {
    const assigned = assignAnew(before, themes, themes.assign(text, language));
    const after = { ...before, themes: assigned.themes, themesUnsure: assigned.unsure };
    return sameThemes(assigned, { themes: before.themes, unsure: before.themesUnsure }) ? [] : [{ before, after }];
  });
  await replaceThemes(changes, { version: themes.version, at }, tx);
  const last = found.at(-1);
  if (!last || found.length < feedbackPerClaim) await themeReassignmentStore.end(tx);
  else await themeReassignmentStore.moveTo(tx, last.id);
  return 1;
}

/** What the text reader found stays as long as its themes are on the list and no words say more. */
function assignAnew(before: ThemedFeedback, { themes }: CurrentThemes, byWords: ThemeAssignment): ThemeAssignment {
  if (byWords.themes.length > 0) return byWords;
  const withExamples = new Set(themes.flatMap(({ id, examples }) => (examples.length > 0 ? id : [])));
  const byExamples = before.themes.filter(({ theme, by }) => by === 'examples' && withExamples.has(theme));
  return { themes: byExamples, unsure: before.themesUnsure && withExamples.size > 0 };
}
