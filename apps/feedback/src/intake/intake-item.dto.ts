import { Invalid, maxListedFaults, Problem } from '@harken/errors';
import { checkerOf, mapInSlices, toAjvSchema } from '@harken/service';
import { FeedbackBody, toFeedbackInput } from '../feedback/feedback.dto.ts';
import type { FeedbackInput } from '../feedback/feedback-record.ts';
import { InteractionBody, toInteractionInput } from '../interactions/interaction.dto.ts';
import type { InteractionInput } from '../interactions/interaction.ts';
import type { IncomingItem } from '../requests/cloud-event.ts';
import type { Arrival } from '../requests/parse-timestamp.ts';

/** One item of a request after its check. An invalid item does not affect the others. */
export type IntakeItem =
  | { readonly kind: 'interaction'; readonly input: InteractionInput }
  | { readonly kind: 'feedback'; readonly input: FeedbackInput }
  | { readonly kind: 'invalid'; readonly problem: Problem };

// Compiled once, so that the hot path checks a body in a microsecond.
const checkFeedback = checkerOf<FeedbackBody>(toAjvSchema(FeedbackBody));
const checkInteraction = checkerOf<InteractionBody>(toAjvSchema(InteractionBody));

/** Fields that only feedback has. A CloudEvent with one of them is feedback, whatever route it was sent to. */
const feedbackFields = ['method', 'kind', 'answers', 'text'] as const;

const looksLikeFeedback = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && feedbackFields.some((field) => Object.hasOwn(body, field));

export function parseInteractionOrFeedback(incoming: IncomingItem): IntakeItem {
  if (incoming.problem === undefined && incoming.isCloudEvent && looksLikeFeedback(incoming.body)) {
    return parseFeedback(incoming);
  }
  return parseItem(incoming, (body, arrival) => ({
    kind: 'interaction',
    input: toInteractionInput(checkInteraction(body), arrival),
  }));
}

export const parseFeedback = (incoming: IncomingItem): IntakeItem =>
  parseItem(
    incoming,
    (body, arrival) => ({ kind: 'feedback', input: toFeedbackInput(checkFeedback(body), arrival) }),
    withoutType,
  );

/** The items of a batch, other requests in between. Faults that the answer will not list are not kept. */
export function parseItems(
  items: readonly IncomingItem[],
  parse: (incoming: IncomingItem) => IntakeItem,
): Promise<IntakeItem[]> {
  let listed = 0;
  return mapInSlices(items, (incoming) => {
    const item = parse(incoming);
    if (item.kind !== 'invalid' || !(item.problem instanceof Invalid)) return item;
    const { code, message, errors } = item.problem;
    const kept = errors.slice(0, maxListedFaults - listed);
    listed += kept.length;
    return kept.length === errors.length ? item : { kind: 'invalid', problem: new Invalid(code, message, kept) };
  });
}

/** Feedback has no `type`: it is an attribute of the CloudEvent only. */
function withoutType(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { type: _, ...rest } = body as Record<string, unknown>;
  return rest;
}

function parseItem(
  incoming: IncomingItem,
  parse: (body: unknown, arrival: Arrival) => IntakeItem,
  unwrap: (body: unknown) => unknown = (body) => body,
): IntakeItem {
  if (incoming.problem !== undefined) return { kind: 'invalid', problem: incoming.problem };
  try {
    return parse(incoming.isCloudEvent ? unwrap(incoming.body) : incoming.body, incoming.arrival);
  } catch (error) {
    if (error instanceof Invalid) {
      const faults = error.errors.map((fault) => ({ ...fault, pointer: incoming.toRequestPointer(fault.pointer) }));
      return { kind: 'invalid', problem: new Invalid(error.code, error.message, faults) };
    }
    if (error instanceof Problem) return { kind: 'invalid', problem: error };
    throw error;
  }
}
