import { Invalid, Problem } from '@harken/errors';
import { type FeedbackBody, feedbackGiven } from '../feedback/feedback-body.ts';
import type { FeedbackGiven } from '../feedback/feedback-record.ts';
import type { InteractionGiven } from '../interactions/interaction.ts';
import { type InteractionBody, interactionGiven } from '../interactions/interaction-body.ts';
import type { Delivered } from '../requests/cloud-event.ts';

/** What a delivered thing turned out to be. One that is refused says so itself and spoils no other. */
export type Item =
  | { readonly kind: 'interaction'; readonly given: InteractionGiven }
  | { readonly kind: 'feedback'; readonly given: FeedbackGiven }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Returns the value when its form is right, or throws Invalid with every fault. */
export interface Checks {
  readonly feedback: (value: unknown) => FeedbackBody;
  readonly interaction: (value: unknown) => InteractionBody;
}

/** What only feedback has. A CloudEvent with one of these is feedback wherever it was sent to. */
const feedbackFields = ['method', 'kind', 'answers', 'text'] as const;

const saysFeedback = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && feedbackFields.some((field) => Object.hasOwn(body, field));

export function interactionOrFeedback(delivered: Delivered, checks: Checks): Item {
  if (delivered.problem === undefined && delivered.isEvent && saysFeedback(delivered.body)) {
    return feedbackItem(delivered, checks);
  }
  return item(delivered, (body) => ({ kind: 'interaction', given: interactionGiven(checks.interaction(body)) }));
}

export const feedbackItem = (delivered: Delivered, checks: Checks): Item =>
  item(delivered, (body) => ({ kind: 'feedback', given: feedbackGiven(checks.feedback(body)) }), withoutType);

/** The type of a CloudEvent is no field of feedback. */
function withoutType(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { type: _, ...rest } = body as Record<string, unknown>;
  return rest;
}

function item(
  delivered: Delivered,
  read: (body: unknown) => Item,
  ofEvent: (body: unknown) => unknown = (body) => body,
): Item {
  if (delivered.problem !== undefined) return { kind: 'refused', problem: delivered.problem };
  try {
    return read(delivered.isEvent ? ofEvent(delivered.body) : delivered.body);
  } catch (error) {
    if (error instanceof Invalid) {
      const faults = error.faults.map((fault) => ({ ...fault, pointer: delivered.pointerOf(fault.pointer) }));
      return { kind: 'refused', problem: new Invalid(error.code, error.message, faults) };
    }
    if (error instanceof Problem) return { kind: 'refused', problem: error };
    throw error;
  }
}
