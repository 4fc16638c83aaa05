import { ComplaintHandlingRated, type EventData, type HandlingRated } from '@harken/contracts';
import type { CommandContext, Complaint } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import { Change, type Decision } from '../history/change.ts';

export type HandlingRating = EventData<typeof HandlingRated>['rating'];

/** The kind of link to the complaint whose handling this one is about. */
export const aboutHandlingLink = 'about_handling';

/** Adds the customer's rating of the handling, whatever the status. */
export function rateHandling(complaint: Complaint, rating: HandlingRating, context: CommandContext): Decision {
  const change = new Change(complaint, context);
  fireDueSteps(change);
  change.raise(ComplaintHandlingRated, { at: change.at, rating });
  change.addHistory('handling-rated', { to: rating.feedbackId });
  return change.decision();
}
