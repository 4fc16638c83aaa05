import { sql, sqlOverRows, type Tx } from '@harken/database';
import type { CustomerFacts } from '../complaint/complaint.ts';

/** A complaint that goes from one customer to another. */
export interface MovingComplaint {
  readonly id: string;
  readonly from: CustomerFacts;
  readonly to: CustomerFacts;
}

const facts = `json_build_object('customerId', c.customer_id, 'externalId', c.customer, 'segments', c.segments,
  'tier', c.tier, 'stage', c.stage, 'language', c.customer_language)`;

/** In the order in which complaints are locked. */
const recordedFor = sql<{ id: string; now: CustomerFacts; before: CustomerFacts | null }>(`
  SELECT c.id, ${facts} AS now, m.facts AS before
    FROM complaints c LEFT JOIN moved_complaints m ON m.complaint_id = c.id
   WHERE c.id IN (SELECT id FROM complaints WHERE customer = $1 UNION SELECT complaint_id FROM moved_complaints WHERE customer = $1)
     AND coalesce(m.customer, c.customer) = $1
   ORDER BY c.id FOR NO KEY UPDATE OF c`);

const setCustomer = sqlOverRows<{ readonly id: string } & CustomerFacts>(
  {
    ...{ id: 'uuid', customerId: 'uuid', externalId: 'text', segments: 'text[]', tier: 'text', stage: 'text' },
    language: 'text',
  },
  (given) => `
  UPDATE complaints c SET customer_id = g.customer_id, customer = g.external_id, segments = g.segments, tier = g.tier,
         stage = g.stage, customer_language = g.language
    FROM ${given} AS g WHERE c.id = g.id`,
);

const keep = sqlOverRows<{ readonly complaintId: string; readonly customer: string; readonly facts: CustomerFacts }>(
  { complaintId: 'uuid', customer: 'text', facts: 'jsonb' },
  (given) => `
  INSERT INTO moved_complaints (complaint_id, customer, facts)
  SELECT complaint_id, customer, facts FROM ${given} AS g ORDER BY complaint_id ON CONFLICT DO NOTHING`,
);

const forget = sql('DELETE FROM moved_complaints WHERE complaint_id = ANY ($1::uuid[])');

const followCompensations = sql(`
  UPDATE compensations x SET customer = c.customer FROM complaints c WHERE c.id = x.complaint_id AND c.id = ANY ($1::uuid[])`);

// What waits in triage keeps who was named there in `complaint`.
const followTriage = sql(`UPDATE triage SET customer = $2 WHERE complaint -> 'customer' ->> 'externalId' = $1`);

const setMerged = sql(`
  INSERT INTO customers (external_id, customer_id, segments, known, version, merged_into)
  VALUES ($1, $2, '{}', false, 0, $3) ON CONFLICT (external_id) DO UPDATE SET merged_into = excluded.merged_into`);

export const movedComplaintsStore = {
  /** Notes who the customer is now, under the lock of its row; null: itself. */
  setMerged: (tx: Tx, { externalId, customerId }: Named, into: string | null): Promise<void> =>
    setMerged.write(tx, [externalId, customerId, into]),

  /** Locks the complaints that are recorded for the customer, whoever it is today. */
  recordedFor: (tx: Tx, externalId: string) => recordedFor.query(tx, [externalId]),

  async move(tx: Tx, complaints: readonly MovingComplaint[]): Promise<void> {
    await setCustomer.write(
      tx,
      complaints.map(({ id, to }) => ({ id, ...to })),
    );
    await followCompensations.write(tx, [complaints.map(({ id }) => id)]);
  },

  followTriage: (tx: Tx, externalId: string, now: string): Promise<void> => followTriage.write(tx, [externalId, now]),

  /** Keeps whose the complaints were at first. */
  keep: (tx: Tx, first: readonly { complaintId: string; customer: CustomerFacts }[]): Promise<void> =>
    keep.write(
      tx,
      first.map(({ complaintId, customer }) => ({ complaintId, customer: customer.externalId, facts: customer })),
    ),

  forget: (tx: Tx, complaintIds: readonly string[]): Promise<void> => forget.write(tx, [complaintIds]),
};

type Named = Pick<CustomerFacts, 'externalId' | 'customerId'>;
