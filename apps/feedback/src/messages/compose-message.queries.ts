import type { MessagePurpose } from '@harken/contracts';
import { managerOf, type Reader, sql } from '@harken/database';
import { tokenMaker } from '../invitations/asked-invitation.queries.ts';
import { type Invitation, isOpen } from '../invitations/invitation.ts';
import type { MessageToCustomer } from './customer-message.ts';
import { type MessageTemplate, type RenderedMessage, renderMessage } from './message-template.ts';
import { messageTemplates } from './message-templates.document.ts';

export interface MessageSurroundings {
  readonly company: string;
  /** The start of links to the pages of surveys. */
  readonly pages: string;
}

type Asked = Pick<Invitation, 'id' | 'status' | 'expiresAt'> & { readonly now: Date };
const findInvitation = sql<Asked>(
  'SELECT id, status, expires_at AS "expiresAt", clock_timestamp() AS now FROM invitations WHERE id = $1',
);

/** The message in words; undefined for an invitation that cannot be answered any more. */
export async function composeMessage(
  { purpose, language, parameters, recipient }: MessageToCustomer,
  { company, pages }: MessageSurroundings,
  db: Reader,
): Promise<RenderedMessage | undefined> {
  const asks = purpose === 'invitation' || purpose === 'reminder';
  const link = asks ? await linkOf(String(parameters.invitation), pages, db) : '';
  if (link === undefined) return undefined;
  const template = await templateOf(purpose, db);
  const values = { ...parameters, company, name: recipient.name ?? '', link };
  return renderMessage(template, values, [language, recipient.language]);
}

async function linkOf(invitation: string, pages: string, db: Reader): Promise<string | undefined> {
  const [asked] = await findInvitation.query(db, [invitation]);
  if (!asked || !isOpen(asked, asked.now)) return undefined;
  return `${pages.replace(/\/+$/, '')}/answer/${(await tokenMaker(db))(asked)}`;
}

/** Read once per publication. */
async function templateOf(purpose: MessagePurpose, db: Reader): Promise<MessageTemplate> {
  const { versions } = await messageTemplates.all(managerOf(db));
  const [latest] = versions.filter(({ id }) => id === purpose).sort((one, other) => other.version - one.version);
  if (!latest) throw new TypeError('every purpose has a template');
  return latest.content;
}
