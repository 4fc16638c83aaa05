import { digestOfFeedback } from '../feedback/feedback-content.ts';
import type { FeedbackInput } from '../feedback/feedback-record.ts';
import { type SurveyAnswers, toFeedbackAnswers } from '../programmes/survey.ts';
import type { AnswerLink } from './answer-link.ts';
import type { SurveyResponse } from './survey-response.ts';

/** The final answers as feedback: of the customer who was invited, or of nobody we know. */
export function answeredFeedback(
  link: AnswerLink,
  response: SurveyResponse,
  answers: SurveyAnswers,
  now: Date,
): FeedbackInput {
  const { programme, programmeId, by } = link;
  const given = toFeedbackAnswers(programme, answers);
  const input: FeedbackInput = {
    source: `programme:${programmeId}`,
    sourceId: response.id,
    method: programme.method,
    voice: 'customer',
    employee: null,
    kind: null,
    ...placeOf(by),
    programme: programmeId,
    pattern: programme.pattern,
    category: null,
    text: given.text,
    language: response.language,
    answers: given.answers,
    attachments: [],
    actions: [],
    history: false,
    occurredAt: now,
    digest: '',
  };
  return { ...input, digest: digestOfFeedback(input, false) };
}

function placeOf(by: AnswerLink['by']) {
  if ('openLink' in by) {
    const { touchpoint, channel, phase, campaign, product, location } = by.openLink;
    return { customer: null, touchpoint, channel, phase, campaign, product, location, about: null };
  }
  const { touchpoint, context, complaintId } = by.invitation;
  return {
    customer: by.customer,
    touchpoint,
    channel: null,
    phase: (context.phase ?? null) as FeedbackInput['phase'],
    campaign: context.campaign ?? null,
    product: context.product ?? null,
    location: context.location ?? null,
    about: complaintId === null ? null : { complaint: complaintId },
  };
}
