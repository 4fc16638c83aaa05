import { columnsOf, managerOf, type Reader, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { EntitySchema } from 'typeorm';
import {
  knownPolicyVersions,
  type PolicyContextRow,
  selectPolicyContext,
  toPolicyContext,
} from '../../policies/response-policy/policy-context.queries.ts';
import type { ChangedFields, ComplaintAnswer, ComplaintLink, ComplaintRow } from '../complaint.ts';
import type { CustomerMessage } from '../customer-message.ts';
import { type Escalation, escalationKindOf } from '../escalation.ts';
import { type ClockView, presentClocks } from '../sla/clock-view.ts';
import {
  AnswerTable,
  ComplaintTable,
  CustomerMessageTable,
  EscalationTable,
  HandlingRatingTable,
  LinkTable,
  type RatingRow,
  SlaClockTable,
} from './complaint.table.ts';

type MessageState = Pick<CustomerMessage, 'state' | 'at'> & { readonly reason?: string };

export type ComplaintView = ComplaintRow & {
  readonly text: string | null;
  /** The systemic problem that it belongs to. */
  readonly problem: string | null;
  readonly clocks: readonly ClockView[];
  readonly answers: readonly (Omit<ComplaintAnswer, 'complaintId'> & { readonly message: MessageState | null })[];
  /** In this cycle. */
  readonly acknowledgement: { readonly at: Date; readonly message: MessageState | null } | null;
  readonly escalations: readonly object[];
  /** Also those of its duplicates: `via`. */
  readonly links: readonly (Omit<ComplaintLink, 'complaintId'> & { readonly via: string | null })[];
  /** The customer's ratings of the handling. */
  readonly handling: readonly Omit<RatingRow, 'complaintId'>[];
};

type JsonRow = Readonly<Record<string, unknown>>;

/** A row that came as JSON, with the property names and Dates that TypeORM would give it. */
function fromJson<Row>(table: EntitySchema<Row>, row: JsonRow): Row {
  const fields = columnsOf(table).map(({ property, name, type }) => {
    const value = row[name] ?? null;
    return [property, type === 'timestamptz' && value !== null ? new Date(String(value)) : value];
  });
  return Object.fromEntries(fields) as Row;
}

const jsonRowsOf = (table: string, order: string, from = table): string =>
  `(SELECT coalesce(json_agg(p ORDER BY ${order}), '[]') FROM ${from} p WHERE p.complaint_id = c.id) AS ${table}`;

const readComplaint = sql<RelatedRows>(`
  SELECT clock_timestamp() AS now, ${selectPolicyContext('$2::int', '$3::int', '$4::int', '$5::int', '$6::int')}, to_json(c) AS complaint,
         (SELECT p.problem_id FROM problem_complaints p WHERE p.complaint_id = c.id) AS problem,
         ${jsonRowsOf('clocks', 'p.cycle')}, ${jsonRowsOf('answers', 'p.at, p.id')},
         ${jsonRowsOf('escalations', 'p.at, p.id')}, ${jsonRowsOf('links', 'p.at, p."to"', 'complaint_links')},
         ${jsonRowsOf('customer_messages', 'p.at, p.id')},
         ${jsonRowsOf('handling_ratings', 'p.at, p.feedback_id')}
    FROM complaints c WHERE c.id = $1`);

type RelatedRows = PolicyContextRow & {
  readonly now: Date;
  readonly complaint: JsonRow;
  readonly problem: string | null;
} & Readonly<
    Record<
      'clocks' | 'answers' | 'escalations' | 'links' | 'handling_ratings' | 'customer_messages',
      readonly JsonRow[]
    >
  >;

/** One complaint with all its parts, and the policies its clocks are read under: one statement. */
export async function getComplaint(db: Reader, id: string): Promise<ComplaintView> {
  const manager = managerOf(db);
  const [found] = await readComplaint.query(manager, [id, ...knownPolicyVersions(manager)]);
  if (!found) throw new NotFound('complaint', id);
  const context = { now: found.now, policyContext: await toPolicyContext(found, manager) };
  const complaint = fromJson(ComplaintTable, found.complaint);
  const messages = found.customer_messages.map((row) => fromJson(CustomerMessageTable, row));
  return {
    ...complaint,
    acknowledgement: acknowledgementOf(complaint, messages),
    text: (found.complaint.text ?? null) as string | null,
    problem: found.problem,
    clocks: presentClocks(
      found.clocks.map((row) => fromJson(SlaClockTable, row)),
      context,
    ),
    answers: found.answers.map((row) => {
      const answer = withoutComplaint(fromJson(AnswerTable, row));
      return { ...answer, message: messageState(messages.findLast(({ answerId }) => answerId === answer.id)) };
    }),
    escalations: found.escalations.map((row) => escalationView(fromJson(EscalationTable, row))),
    links: found.links.map((row) => ({ ...withoutComplaint(fromJson(LinkTable, row)), via: row.via as string | null })),
    handling: found.handling_ratings.map((row) => withoutComplaint(fromJson(HandlingRatingTable, row))),
  };
}

const acknowledgementOf = (
  { acknowledgedAt: at, cycle }: ComplaintRow,
  messages: readonly CustomerMessage[],
): ComplaintView['acknowledgement'] => {
  const isIts = (one: CustomerMessage) => one.purpose === 'acknowledgement' && one.cycle === cycle;
  return at === null ? null : { at, message: messageState(messages.findLast(isIts)) };
};

const messageState = (message: CustomerMessage | undefined): MessageState | null =>
  message
    ? { state: message.state, at: message.at, ...(message.reason === null ? {} : { reason: message.reason }) }
    : null;

const withoutComplaint = <T extends { complaintId: string }>({ complaintId: _complaintId, ...rest }: T) => rest;

/** For lists that belong to a complaint: 404 instead of an empty list if there is no complaint. */
export async function assertComplaintExists(db: Reader, id: string): Promise<void> {
  if (!(await managerOf(db).existsBy(ComplaintTable, { id }))) throw new NotFound('complaint', id);
}

export async function complaintText(db: Reader, id: string): Promise<string | null> {
  const [found] = (await db.query('SELECT text FROM complaints WHERE id = $1', [id])) as { text: string | null }[];
  return found?.text ?? null;
}

const escalationView = ({ complaintId: _complaintId, people, ...escalation }: Escalation): object => ({
  ...Object.fromEntries(Object.entries(escalation).filter(([, value]) => value !== null)),
  kind: escalationKindOf(escalation),
  people: people ?? [],
});

export interface HistoryView {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly keyId?: string;
  readonly person?: string;
  readonly onBehalfOf?: string;
  readonly action: string;
  readonly reason?: string;
  readonly from?: string;
  readonly to?: string;
  readonly before?: ChangedFields;
  readonly after?: ChangedFields;
  readonly version: number;
}

/** Every change, oldest first. */
export async function historyOf(db: Reader, id: string, after: string, limit: number): Promise<HistoryView[]> {
  const found = (await db.query(
    `SELECT id, at, actor, key_id AS "keyId", person, on_behalf_of AS "onBehalfOf", action, reason, "from", "to", before, after, version FROM history
     WHERE complaint_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [id, after, limit],
  )) as HistoryView[];
  if (found.length === 0) await assertComplaintExists(db, id);
  return found.map(
    (entry) => Object.fromEntries(Object.entries(entry).filter(([, v]) => v !== null)) as unknown as HistoryView,
  );
}
