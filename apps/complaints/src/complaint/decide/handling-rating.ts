import { ComplaintHandlingRated, type EventData, type HandlingRated } from '@harken/contracts';
import type { CommandContext, Complaint } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import { Change, type Decision } from '../history/change.ts';

export type HandlingRating = EventData<typeof HandlingRated>['rating'];

/** What the link of a complaint about the handling of another one is called. */
export const aboutHandlingLink = 'about_handling';

/** The customer said how it was handled: that belongs to it, whatever its status. */
export function rateHandling(complaint: Complaint, rating: HandlingRating, context: CommandContext): Decision {
  const change = new Change(complaint, context);
  fireDueSteps(change);
  change.raise(ComplaintHandlingRated, { at: change.at, rating });
  change.addHistory('handling-rated', { to: rating.feedbackId });
  return change.decision();
}
