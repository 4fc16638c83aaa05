import { createHash } from 'node:crypto';
import { type Reader, selectList, sql } from '@harken/database';
import { findAskedInvitation } from '../invitations/asked-invitation.queries.ts';
import { findOpenLink, findOpenLinkBySlug } from '../open-links/open-link.queries.ts';
import { slugPattern } from '../open-links/open-link.ts';
import type { Programme, ProgrammeStatus } from '../programmes/programme.ts';
import type { AnswerLink, Refusal } from './answer-link.ts';
import { SurveyResponseTable } from './survey-response.table.ts';
import type { SurveyResponse } from './survey-response.ts';

interface AskedProgramme {
  readonly content: Programme;
  readonly version: number;
  readonly status: ProgrammeStatus;
  readonly now: Date;
}

const selectResponses = `SELECT ${selectList(SurveyResponseTable, 'r')} FROM survey_responses r`;
const ofInvitation = sql<SurveyResponse>(`${selectResponses} WHERE r.invitation_id = $1`);
const ofToken = sql<SurveyResponse>(`${selectResponses} WHERE r.token_hash = $1`);
/** A version of it, or the one that holds. */
const programmeOf = sql<AskedProgramme>(`
  SELECT v.content, v.version, p.status, date_trunc('milliseconds', clock_timestamp()) AS now
    FROM programmes p JOIN programme_versions v ON v.id = p.id AND v.version = coalesce($2::int, p.version)
   WHERE p.id = $1`);

const ownToken = /^[\w-]{43}$/;

/** What the database keeps of a token: whoever reads it cannot answer with it, and a lookup says nothing by its time. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export const isOwnToken = (token: string): boolean => ownToken.test(token);

/** What is behind the link; undefined for one that was never given out. It changes nothing. */
export function findAnswerLink(db: Reader, token: string): Promise<AnswerLink | undefined> {
  if (slugPattern.test(token)) return findByOpenLink(db, token);
  return isOwnToken(token) ? findByOwnToken(db, token) : findByInvitation(db, token);
}

async function findByInvitation(db: Reader, token: string): Promise<AnswerLink | undefined> {
  const asked = await findAskedInvitation(db, token);
  if (!asked) return undefined;
  const { invitation, customer, programme, now } = asked;
  const [response] = await ofInvitation.query(db, [invitation.id]);
  const { status, expiresAt } = invitation;
  const isOver = status === 'expired' || status === 'bounced' || now >= expiresAt;
  return {
    programmeId: invitation.programme,
    programme,
    surveyVersion: invitation.surveyVersion,
    by: { invitation, customer: customer.externalId },
    response,
    language: response?.language ?? invitation.language,
    expiresAt,
    refusal: refusalOf(status === 'answered', isOver),
    now,
  };
}

async function findByOpenLink(db: Reader, slug: string): Promise<AnswerLink | undefined> {
  const openLink = await findOpenLinkBySlug(db, slug);
  const [asked] = openLink ? await programmeOf.query(db, [openLink.programme, null]) : [];
  if (!openLink || !asked) return undefined;
  return {
    programmeId: openLink.programme,
    programme: asked.content,
    surveyVersion: asked.version,
    by: { openLink },
    response: undefined,
    language: undefined,
    expiresAt: undefined,
    refusal: openLink.active && asked.status === 'running' ? undefined : 'closed',
    now: asked.now,
  };
}

async function findByOwnToken(db: Reader, token: string): Promise<AnswerLink | undefined> {
  const [response] = await ofToken.query(db, [hashOf(token)]);
  if (!response?.openLink) return undefined;
  const openLink = await findOpenLink(db, response.openLink);
  const [asked] = await programmeOf.query(db, [response.programme, response.surveyVersion]);
  if (!asked) return undefined;
  return {
    programmeId: response.programme,
    programme: asked.content,
    surveyVersion: response.surveyVersion,
    by: { openLink },
    response,
    language: response.language,
    expiresAt: response.expiresAt,
    refusal: refusalOf(response.sentAt !== null, asked.now >= response.expiresAt),
    now: asked.now,
  };
}

/** Whoever was invited or has begun can answer until the link expires, also when the programme has ended. */
function refusalOf(isUsed: boolean, isOver: boolean): Refusal | undefined {
  if (isUsed) return 'used';
  return isOver ? 'expired' : undefined;
}
