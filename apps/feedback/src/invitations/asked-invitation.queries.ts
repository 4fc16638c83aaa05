import { type Reader, sql } from '@harken/database';
import type { PublicCustomer } from '../customers/customer.ts';
import type { Programme, ProgrammeStatus } from '../programmes/programme.ts';
import { selectInvitations } from './invitation.store.ts';
import type { Invitation } from './invitation.ts';
import { createToken, readToken } from './invitation-token.ts';

/** An invitation with all that its page shows. */
export interface AskedInvitation {
  readonly invitation: Invitation;
  readonly customer: PublicCustomer;
  /** In the version whose questions are asked: its survey, method and pattern. */
  readonly programme: Programme;
  readonly programmeStatus: ProgrammeStatus;
  /** The time of the database: whether it has expired. */
  readonly now: Date;
}

type Row = Invitation & Omit<AskedInvitation, 'invitation' | 'programme'> & { readonly content: Programme };

const selectAsked = sql<Row>(`
  SELECT asked.*, v.content, p.status AS "programmeStatus",
         date_trunc('milliseconds', clock_timestamp()) AS now
    FROM (${selectInvitations} WHERE i.id = $1) asked
    JOIN programme_versions v ON v.id = asked.programme AND v.version = asked."surveyVersion"
    JOIN programmes p ON p.id = asked.programme`);

const selectKey = sql<{ key: Buffer }>('SELECT key FROM invitation_keys');

/** The invitation of a link; undefined for a token that was not given out, whatever is wrong with it. */
export async function findAskedInvitation(db: Reader, token: string): Promise<AskedInvitation | undefined> {
  const read = readToken(token, await linkKey(db));
  if (!read) return undefined;
  const [row] = await selectAsked.query(db, [read.invitationId]);
  if (!row) return undefined;
  const { customer, content, programmeStatus, now, ...invitation } = row;
  return { invitation, customer, programme: content, programmeStatus, now };
}

/** Makes the tokens of links. They go to whoever sends the link, and into no event and no log. */
export async function tokenMaker(db: Reader): Promise<(invitation: Pick<Invitation, 'id' | 'expiresAt'>) => string> {
  const key = await linkKey(db);
  return ({ id, expiresAt }) => createToken({ invitationId: id, expiresAt }, key);
}

async function linkKey(db: Reader): Promise<Buffer> {
  return (await selectKey.queryOne(db)).key;
}
