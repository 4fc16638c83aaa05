import { dueWorker, type ServiceContext, settingsOf, type Worker } from '@harken/service';
import { feedbackSettings } from '../../feedback.config.ts';
import { nextReassignmentInMs } from '../theme-reassignment.store.ts';
import { reassignThemes } from './reassign-themes.use-case.ts';

/** Gives the themes of a new list to recent feedback. */
export function reassignThemesWorker(context: ServiceContext): Worker {
  const { THEMES_REASSIGNED_WITHIN } = settingsOf(feedbackSettings, context.settings);
  return dueWorker('recent feedback could not get the new themes; trying again', {
    claim: (tx) => reassignThemes(THEMES_REASSIGNED_WITHIN, tx),
    nextDueInMs: nextReassignmentInMs,
  })(context);
}
