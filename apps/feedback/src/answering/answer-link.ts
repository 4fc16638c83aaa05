import type { Invitation } from '../invitations/invitation.ts';
import type { OpenLink } from '../open-links/open-link.ts';
import type { Programme } from '../programmes/programme.ts';
import type { SurveyResponse } from './survey-response.ts';

/** Why a link takes no answers. */
export type Refusal = 'used' | 'expired' | 'closed';

/** What is behind a link. */
export interface AnswerLink {
  readonly programmeId: string;
  /** In the version whose questions are asked. */
  readonly programme: Programme;
  readonly surveyVersion: number;
  readonly by: { readonly invitation: Invitation; readonly customer: string } | { readonly openLink: OpenLink };
  /** What was kept; undefined before the first page was sent. */
  readonly response: SurveyResponse | undefined;
  /** In which to begin; undefined where nobody knows the reader. */
  readonly language: string | undefined;
  /** Undefined for an open link, which has no end. */
  readonly expiresAt: Date | undefined;
  readonly refusal: Refusal | undefined;
  readonly now: Date;
}
