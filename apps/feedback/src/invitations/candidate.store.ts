import { sql, sqlOverRows, type Tx } from '@harken/database';
import type { AskedCustomer, Candidate } from './candidate.ts';
import type { InvitationContext } from './invitation.ts';

/** An interaction that may make programmes ask. */
export interface Occasion {
  readonly customerId: string;
  readonly interactionId: string | null;
  readonly complaintId: string | null;
  /** Each is asked about once per customer and programme. */
  readonly occasion: string;
  readonly touchpoint: string | null;
  readonly context: InvitationContext;
  readonly at: Date;
}

const columns = {
  customerId: 'uuid',
  interactionId: 'uuid',
  complaintId: 'uuid',
  occasion: 'text',
  touchpoint: 'text',
  context: 'jsonb',
  at: 'timestamptz',
} as const;

const insertInto =
  'INSERT INTO candidates (programme, customer_id, occasion, interaction_id, complaint_id, touchpoint, context, due_at)';
const given = 'g.customer_id, g.occasion, g.interaction_id, g.complaint_id, g.touchpoint, g.context';

// Of a paused programme as well: the reason is kept. What was before the start is not asked about.
const addTriggered = (trigger: string, types: string) => `
  JOIN programmes p ON p.trigger = '${trigger}' AND p.status IN ('running', 'paused') AND g.at >= p.started_at ${types}
  ORDER BY p.id, g.ordinal ON CONFLICT DO NOTHING`;

const addAfterInteractions = sqlOverRows<Occasion & { readonly type: string }>(
  { ...columns, type: 'text' },
  (rows) => `${insertInto}
  SELECT p.id, ${given}, g.at + p.delay FROM ${rows} AS g
  ${addTriggered('interaction', 'AND g.type = ANY (p.interaction_types)')}`,
);

const addAfterComplaints = sqlOverRows<Occasion>(
  columns,
  (rows) => `${insertInto}
  SELECT p.id, ${given}, g.at + p.delay FROM ${rows} AS g ${addTriggered('complaint_closed', '')}`,
);

const addOfRun = sqlOverRows<Occasion>(
  columns,
  (rows) => `${insertInto}
  SELECT $1, ${given}, g.at FROM ${rows} AS g ORDER BY g.ordinal ON CONFLICT DO NOTHING`,
  { values: 1 },
);

interface DueRow extends Omit<Candidate, 'customer'> {
  readonly customer: AskedCustomer;
}

const claimDue = sql<DueRow>(`
  SELECT d.id::text, d.programme, d.interaction_id AS "interactionId", d.complaint_id AS "complaintId", d.touchpoint,
         d.context,
         json_build_object('id', c.id, 'externalId', c.external_id, 'segments', c.segments, 'tier', c.tier,
           'stage', c.stage, 'language', c.language, 'consents', c.consents) AS customer
    FROM candidates d JOIN current_customers c ON c.recorded_id = d.customer_id
   WHERE d.decided_at IS NULL AND d.due_at <= (SELECT clock_timestamp())
   ORDER BY d.due_at, d.id LIMIT $1`);

export interface Decided {
  readonly id: string;
  readonly decision: string;
  readonly details: object | null;
  readonly invitationId: string | null;
}

const decide = sqlOverRows<Decided>(
  { id: 'bigint', decision: 'text', details: 'jsonb', invitationId: 'uuid' },
  (rows) => `
  UPDATE candidates d SET decided_at = date_trunc('milliseconds', clock_timestamp()), decision = g.decision,
         details = g.details, invitation_id = g.invitation_id
    FROM ${rows} AS g WHERE d.id = g.id`,
);

// One decides at a time: a customer is then invited by one programme only, and no quota is exceeded.
const lockDecisions = sql<{ free: boolean }>(
  "SELECT pg_try_advisory_xact_lock(hashtext('feedback-invitations'), hashtext(current_schema())) AS free",
);

export const candidateStore = {
  addAfterInteractions: (tx: Tx, rows: readonly (Occasion & { readonly type: string })[]): Promise<void> =>
    addAfterInteractions.write(tx, rows),
  addAfterComplaints: (tx: Tx, rows: readonly Occasion[]): Promise<void> => addAfterComplaints.write(tx, rows),
  addOfRun: (tx: Tx, programme: string, rows: readonly Occasion[]): Promise<void> =>
    addOfRun.write(tx, rows, [programme]),

  /** False while another replica decides. */
  lockDecisions: async (tx: Tx): Promise<boolean> => (await lockDecisions.queryOne(tx)).free,

  /** The longest due first; the caller holds the lock of decisions. */
  due: (tx: Tx, limit: number): Promise<Candidate[]> => claimDue.query(tx, [limit]),
  decide: (tx: Tx, decided: readonly Decided[]): Promise<void> => decide.write(tx, decided),
};
