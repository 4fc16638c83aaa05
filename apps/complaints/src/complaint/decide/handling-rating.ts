import { ComplaintHandlingRated, type EventData, type HandlingRated } from '@harken/contracts';
import type { Complaint, Moment } from '../complaint.ts';
import { fireDueSteps } from '../escalation/ladder.ts';
import { Change, type Decision } from '../history/change.ts';

export type HandlingRating = EventData<typeof HandlingRated>['rating'];

/** What the link of a complaint about the handling of another one is called. */
export const aboutHandling = 'about_handling';

/** The customer said how it was handled: that belongs to it, whatever its status. */
export function rateHandling(complaint: Complaint, rating: HandlingRating, moment: Moment): Decision {
  const change = new Change(complaint, moment);
  fireDueSteps(change);
  change.tell(ComplaintHandlingRated, { at: change.at, rating });
  change.record('handling-rated', { to: rating.feedbackId });
  return change.done();
}
