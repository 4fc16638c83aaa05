import { sql, type Tx } from '@harken/database';

import type { AskedCustomer } from '../invitations/candidate.ts';
import { isInAudience, type RunProgramme } from '../invitations/decide-invitation.ts';
import { millisecondsOf } from '../programmes/duration.ts';
import { type Audience, nextRun, type Trigger } from '../programmes/programme.ts';
import type { PastInvitation, PastOccasion } from './simulate.ts';

interface Row {
  readonly customer: AskedCustomer;
  readonly touchpoint: string | null;
  readonly at: Date;
}

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

const customer = `json_build_object('id', c.id, 'externalId', c.external_id, 'segments', c.segments, 'tier', c.tier,
  'stage', c.stage, 'language', c.language, 'consents', c.consents) AS customer`;

const interactions = sql<Row>(
  `
  SELECT ${customer}, i.touchpoint, i.occurred_at AS at FROM interactions i JOIN current_customers c ON c.recorded_id = i.customer_id
   WHERE i.type = ANY ($3) AND NOT i.history AND i.occurred_at >= $1 AND i.occurred_at < $2
   ORDER BY i.occurred_at, i.id LIMIT $4`,
  { plan: 'each-time' },
);

const closedComplaints = sql<Row>(
  `
  SELECT ${customer}, e.touchpoint, e.at FROM complaint_entries e JOIN current_customers c ON c.recorded_id = e.customer_id
   WHERE e.action = 'closed' AND e.at >= $1 AND e.at < $2 ORDER BY e.at, e.id LIMIT $3`,
  { plan: 'each-time' },
);

const listed = sql<Pick<Row, 'customer'>>(`SELECT ${customer} FROM current_customers c
   WHERE c.recorded_id IN (SELECT id FROM customers WHERE external_id = ANY ($1))`);

const customersAfter = sql<Pick<Row, 'customer'>>(
  `SELECT ${customer} FROM customers c WHERE c.current_id = c.id AND ($1::uuid IS NULL OR c.id > $1) ORDER BY c.id LIMIT $2`,
  { plan: 'each-time' },
);

const invitations = sql<PastInvitation>(
  `
  SELECT c.current_id AS "customerId", programme, invited_at AS at
    FROM invitations JOIN customers c ON c.id = customer_id
   WHERE programme <> $1 AND status <> 'bounced' AND invited_at >= $2 AND invited_at < $3 ORDER BY invited_at`,
  { plan: 'each-time' },
);

/** What would have made the programme ask in the period, at most `limit`, by the time when it was due. */
export async function pastOccasions(
  db: Tx,
  { trigger, audience }: RunProgramme,
  { from, to }: Period,
  limit: number,
): Promise<PastOccasion[]> {
  if (trigger.kind === 'interaction') {
    return delayed(await interactions.query(db, [from, to, trigger.types, limit]), trigger.delay);
  }
  if (trigger.kind === 'complaint_closed') {
    return delayed(await closedComplaints.query(db, [from, to, limit]), trigger.delay);
  }
  const asked =
    trigger.kind === 'list' ? await listed.query(db, [trigger.customers]) : await customersOf(audience, limit, db);
  const occasions: PastOccasion[] = [];
  for (const dueAt of runsIn(trigger, { from, to })) {
    for (const one of asked) {
      if (occasions.length === limit) return occasions;
      occasions.push({ customer: one.customer, touchpoint: null, dueAt });
    }
  }
  return occasions;
}

const pageSize = 10_000;

/** Who is in the audience, at most `limit`. */
async function customersOf(audience: Audience, limit: number, db: Tx): Promise<Pick<Row, 'customer'>[]> {
  const found: Pick<Row, 'customer'>[] = [];
  let last: string | null = null;
  do {
    const page: Pick<Row, 'customer'>[] = await customersAfter.query(db, [last, pageSize]);
    for (const one of page) if (isInAudience(audience, one.customer, null)) found.push(one);
    last = page.length < pageSize ? null : (page.at(-1)?.customer.id ?? null);
  } while (last !== null && found.length < limit);
  return found;
}

/** All have the same delay, so they stay in order. */
function delayed(rows: readonly Row[], delay: string): PastOccasion[] {
  const delayMs = millisecondsOf(delay);
  return rows.map(({ at, ...row }) => ({ ...row, dueAt: new Date(at.getTime() + delayMs) }));
}

// Of a calendar that runs every second.
const maxRuns = 1_000;

/** The runs of a calendar in the period; one at its end where there is none, as for a list. */
function runsIn(trigger: Trigger, { from, to }: Period): Date[] {
  const runs: Date[] = [];
  for (let run = nextRun(trigger, from); run && run < to && runs.length < maxRuns; ) {
    runs.push(run);
    run = nextRun(trigger, new Date(run.getTime() + 1));
  }
  return runs.length > 0 ? runs : [to];
}

/** What other programmes sent in the period and in the quarantine before it, by time. */
export function pastInvitations(
  db: Tx,
  { id, quarantine }: RunProgramme,
  { from, to }: Period,
): Promise<PastInvitation[]> {
  return invitations.query(db, [id, new Date(from.getTime() - millisecondsOf(quarantine)), to]);
}
