import type { SurveyAnswers } from '../programmes/survey.ts';

/** What one person has answered so far, kept page by page. */
export interface SurveyResponse {
  readonly id: string;
  readonly programme: string;
  /** The version of the programme whose questions are answered. */
  readonly surveyVersion: number;
  /** Of somebody who was invited, or else the open link by which they came. */
  readonly invitationId: string | null;
  readonly openLink: string | null;
  /** SHA-256 of the token of somebody who came by an open link. */
  readonly tokenHash: Buffer | null;
  readonly language: string;
  readonly answers: SurveyAnswers;
  /** Where they go on: the first question of a page, or ` end`; null at the start. */
  readonly place: string | null;
  readonly startedAt: Date;
  readonly changedAt: Date;
  readonly expiresAt: Date;
  readonly sentAt: Date | null;
  readonly feedbackId: string | null;
}
