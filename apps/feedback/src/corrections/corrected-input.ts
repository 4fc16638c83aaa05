import { FieldErrors } from '@harken/errors';
import { checkerOf, toAjvSchema } from '@harken/service';
import { FeedbackBody, toFeedbackInput } from '../feedback/feedback.dto.ts';
import type { FeedbackInput, FeedbackRecord } from '../feedback/feedback-record.ts';

const checkFeedback = checkerOf<FeedbackBody>(toAjvSchema(FeedbackBody));

/** The feedback with the given fields in place of its own, checked like any other; null if nothing differs. */
export function correctedInput(current: FeedbackRecord, given: Partial<FeedbackBody>, now: Date): FeedbackInput | null {
  const own = bodyOf(current);
  assertSameSource(own, given);
  const changes: Partial<FeedbackBody> = JSON.parse(JSON.stringify(given));
  const merged = { ...own, ...changes };
  // What Harken derived is derived again from what has changed.
  if (merged.method !== own.method && changes.pattern === undefined) delete merged.pattern;
  if (merged.text !== own.text && changes.language === undefined) delete merged.language;
  const arrival = { receivedAt: now, undated: false };
  const before = toFeedbackInput(own, arrival);
  const after = toFeedbackInput(checkFeedback(merged), arrival);
  return after.digest === before.digest ? null : after;
}

/** The record as its source could have sent it. */
function bodyOf(record: FeedbackRecord): FeedbackBody {
  const { source, sourceId, voice, customer, employee, method, kind, touchpoint, channel, phase, campaign } = record;
  const { product, location, programme, pattern, category, text, language, answers, attachments, actions } = record;
  return {
    ...{ source, id: sourceId, voice, customer, employee, method, kind, touchpoint, channel, phase, campaign },
    ...{ product, location, programme, pattern, category, text, language },
    ...{ answers: JSON.parse(JSON.stringify(answers)), attachments: [...attachments], actions: [...actions] },
    ...{ about: record.about, history: record.history, occurredAt: record.occurredAt.toISOString() },
  };
}

function assertSameSource(own: FeedbackBody, { source, id }: Partial<FeedbackBody>): void {
  const errors = new FieldErrors();
  errors.at('source').addIf(source !== undefined && source !== own.source, 'fixed', 'stays as it was');
  errors.at('id').addIf(id !== undefined && id !== own.id, 'fixed', 'stays as it was');
  errors.throwIfAny('request.invalid', 'A correction is of the same feedback.');
}
