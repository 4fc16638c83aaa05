import { sql, type Tx, upsertMany } from '@harken/database';
import { type ComplaintFactsRow, ComplaintFactsTable } from './complaint-facts.table.ts';
import { toMeasures } from './complaint-measures.ts';
import type { ComplaintRecord } from './complaint-record.ts';

const selectForUpdate = sql<{ record: ComplaintRecord }>(`
    SELECT record FROM complaint_facts WHERE generation = $1 AND complaint_id = ANY ($2::uuid[])
     ORDER BY complaint_id FOR UPDATE`);

export const complaintFactsStore = {
  /** Locks and returns the stored records of these complaints. */
  async lock(tx: Tx, generation: number, ids: readonly string[]): Promise<ComplaintRecord[]> {
    const rows = await selectForUpdate.query(tx, [generation, ids]);
    return rows.map(({ record }) => record);
  },

  async save(tx: Tx, generation: number, records: readonly ComplaintRecord[]): Promise<void> {
    await upsertMany(
      tx,
      ComplaintFactsTable,
      records.map((record) => toRow(generation, record)),
    );
  },
};

function toRow(generation: number, record: ComplaintRecord): ComplaintFactsRow {
  const { latest } = record;
  const measures = toMeasures(record);
  return {
    generation,
    complaint_id: record.complaintId,
    record,
    opened_at: latest.openedAt,
    touchpoint: latest.touchpoint,
    channel: latest.channel,
    category: latest.category,
    severity: latest.severity,
    team: latest.team,
    tier: latest.tier,
    segments: latest.segments,
    campaign: latest.campaign,
    product: latest.product,
    location: latest.location,
    status: latest.status,
    answered: measures.answered,
    resolved: measures.resolved,
    acknowledge_ms: measures.acknowledgeMs,
    first_answer_ms: measures.firstAnswerMs,
    resolve_ms: measures.resolveMs,
    breaches_acknowledge: measures.breaches.acknowledge,
    breaches_first_response: measures.breaches.first_response,
    breaches_resolution: measures.breaches.resolution,
    breaches_next_response: measures.breaches.next_response,
    breaches_progress_update: measures.breaches.progress_update,
    breaches_first_resolution: measures.breaches.first_resolution,
    breaches_regulatory: measures.breaches.regulatory,
    escalations: measures.escalations,
    highest_level: measures.escalations.findLastIndex((count) => count > 0) + 1,
    straight_to_management: measures.straightToManagement,
    reopens: measures.reopens,
    compensations: measures.compensations,
    spent: measures.spent,
    handling_rated: measures.handlingRated,
    handling_satisfied: measures.handlingSatisfied,
  };
}
