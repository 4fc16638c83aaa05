import { randomBytes } from 'node:crypto';
import type { Tx } from '@harken/database';
import { type FieldError, RuleBroken } from '@harken/errors';
import { newId } from '@harken/messaging';
import type { FormFields } from '@harken/service';
import { receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import { answerInvitation, noteProgress } from '../invitations/answer-invitation.use-case.ts';
import { chooseLanguage } from '../programmes/local-text.ts';
import { languagesOf, type SurveyAnswers } from '../programmes/survey.ts';
import { type AnswerForm, finalAnswers, keepAnswers, questionOf, readAnswerForm } from './answer-form.ts';
import { findAnswerLink, hashOf, isOwnToken } from './answer-link.queries.ts';
import type { AnswerLink, Refusal } from './answer-link.ts';
import { answeredFeedback } from './answered-feedback.ts';
import { pageAt, placeAfter } from './survey-pages.ts';
import { surveyResponseStore } from './survey-response.store.ts';
import type { SurveyResponse } from './survey-response.ts';

export interface TakePage {
  readonly token: string;
  readonly fields: FormFields;
  /** How long answers of an open link are kept, in milliseconds. */
  readonly keptFor: number;
}

export type TakenPage =
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal; readonly link: AnswerLink }
  /** `token` is a new one for somebody who has just begun by an open link. */
  | { readonly outcome: 'kept'; readonly token: string; readonly at: string | undefined }
  | { readonly outcome: 'sent'; readonly token: string }
  | {
      readonly outcome: 'faulty';
      readonly link: AnswerLink;
      readonly response: SurveyResponse;
      /** With what is wrong, so that it can be corrected where it was written. */
      readonly answers: SurveyAnswers;
      readonly at: string | undefined;
      readonly faults: readonly FieldError[];
    };

/** Keeps what a page sent and says where to go; the step `send` submits the answers, which uses the link up. */
export async function takePage({ token, fields, keptFor }: TakePage, tx: Tx): Promise<TakenPage> {
  const link = await lockAnswerLink(token, tx);
  if (!link) return { outcome: 'unknown' };
  if (link.refusal) return { outcome: 'refused', refusal: link.refusal, link };
  const { programme, now } = link;
  const form = readAnswerForm(programme, fields);
  const begun = link.response ? { response: link.response, token } : begin(link, token, keptFor);
  const { answers, faults } = keepAnswers(programme, begun.response.answers, form);
  const language = chooseLanguage(languagesOf(programme), [form.language ?? begun.response.language]);
  const kept = { ...begun.response, answers, language, changedAt: now };
  if ('invitation' in link.by && Object.keys(answers).length > 0) {
    await noteProgress(link.by.invitation.id, 'started', tx);
  }
  if (form.step === 'send' && faults.length === 0) return send(link, kept, begun.token, tx);
  const isFaulty = form.step !== 'back' && faults.length > 0;
  const place = isFaulty ? form.shown[0] : nextPlace(link, kept.answers, form);
  const response = { ...kept, place: place ?? null };
  await surveyResponseStore.save(tx, response);
  if (!isFaulty) return { outcome: 'kept', token: begun.token, at: place };
  return { outcome: 'faulty', link, response, answers: { ...answers, ...form.answers }, at: place, faults };
}

/** Two pages of one person that arrive at once are taken one after the other. */
async function lockAnswerLink(token: string, tx: Tx): Promise<AnswerLink | undefined> {
  if (isOwnToken(token)) await surveyResponseStore.lock(tx, hashOf(token));
  const link = await findAnswerLink(tx, token);
  if (!link || link.refusal || !('invitation' in link.by)) return link;
  try {
    await noteProgress(link.by.invitation.id, 'opened', tx);
  } catch (error) {
    // Used or expired since it was read: its refusal says so now.
    if (!(error instanceof RuleBroken)) throw error;
  }
  return findAnswerLink(tx, token);
}

function begin(link: AnswerLink, token: string, keptFor: number): { response: SurveyResponse; token: string } {
  const { programmeId, surveyVersion, by, now } = link;
  const own = 'openLink' in by ? randomBytes(32).toString('base64url') : undefined;
  const response: SurveyResponse = {
    id: newId(),
    programme: programmeId,
    surveyVersion,
    invitationId: 'invitation' in by ? by.invitation.id : null,
    openLink: 'openLink' in by ? by.openLink.id : null,
    tokenHash: own === undefined ? null : hashOf(own),
    language: link.language ?? '',
    answers: {},
    place: null,
    startedAt: now,
    changedAt: now,
    expiresAt: link.expiresAt ?? new Date(now.getTime() + keptFor),
    sentAt: null,
    feedbackId: null,
  };
  return { response, token: own ?? token };
}

function nextPlace({ programme }: AnswerLink, answers: SurveyAnswers, { step, shown }: AnswerForm): string | undefined {
  if (step === 'back') return pageAt(programme, answers, shown[0] ?? ' end').before;
  return placeAfter(programme, answers, shown);
}

async function send(link: AnswerLink, kept: SurveyResponse, token: string, tx: Tx): Promise<TakenPage> {
  const { programme, by, now } = link;
  const { answers, faults } = finalAnswers(programme, kept.answers);
  const [fault] = faults;
  const isEmpty = Object.keys(answers).length === 0;
  if (fault || isEmpty) {
    const at = fault ? questionOf(fault) : undefined;
    const response = { ...kept, place: at ?? null };
    await surveyResponseStore.save(tx, response);
    return { outcome: 'faulty', link, response, answers: kept.answers, at, faults };
  }
  const [received] = await receiveFeedback([answeredFeedback(link, kept, answers, now)], tx);
  if (!received) throw new TypeError('each feedback is received');
  const feedbackId = received.record.id;
  await surveyResponseStore.save(tx, { ...kept, answers, place: null, sentAt: now, feedbackId });
  if ('invitation' in by) await answerInvitation({ id: by.invitation.id, feedbackId }, tx);
  return { outcome: 'sent', token };
}
