import { contentDigest } from '../requests/content-digest.ts';
import { complaintOf, type FeedbackInput, problemOf } from './feedback-record.ts';

const given = <T>(value: T | null): T | undefined => value ?? undefined;
const listed = <T>(items: readonly T[]): readonly T[] | undefined => (items.length > 0 ? items : undefined);

/**
 * The digest of what the source said. What it left out is no part of it, so that a later release with more fields still
 * finds the same digest. An `undated` feedback has the time of its arrival, which is no content.
 */
export function digestOfFeedback(input: Omit<FeedbackInput, 'digest'>, undated: boolean): string {
  const { answers, about } = input;
  return contentDigest(
    JSON.stringify({
      customer: given(input.customer),
      voice: input.voice === 'customer' ? undefined : input.voice,
      employee: given(input.employee),
      method: input.method,
      kind: given(input.kind),
      touchpoint: given(input.touchpoint),
      channel: given(input.channel),
      phase: given(input.phase),
      campaign: given(input.campaign),
      product: given(input.product),
      location: given(input.location),
      programme: given(input.programme),
      pattern: given(input.pattern),
      category: given(input.category),
      text: given(input.text),
      language: given(input.language),
      nps: given(answers.nps),
      csat: given(answers.csat),
      ces: given(answers.ces),
      ratings: listed(answers.ratings),
      factors: listed(answers.factors),
      attachments: listed(input.attachments),
      actions: listed(input.actions),
      about: given(complaintOf(about)),
      aboutProblem: given(problemOf(about)),
      history: input.history || undefined,
      occurredAt: undated ? undefined : input.occurredAt.getTime(),
    }),
  );
}
