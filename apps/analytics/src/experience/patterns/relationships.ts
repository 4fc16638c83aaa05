/** The overall answers of one customer about the relationship: the newest, and the one before. */
export interface Relationship {
  readonly customerId: string;
  readonly feedbackId: string;
  readonly occurredAt: string;
  readonly nps: number | null;
  readonly csat: number | null;
  readonly previousFeedbackId: string | null;
  readonly previousNps: number | null;
}

export const relationshipReasons = ['promoter', 'satisfied', 'rose', 'detractor', 'dissatisfied', 'fell'] as const;
export type RelationshipReason = (typeof relationshipReasons)[number];

export interface RelationshipEntry {
  readonly customer: string;
  readonly at: string;
  readonly nps: number | null;
  readonly csat: number | null;
  readonly reasons: readonly { readonly code: RelationshipReason; readonly evidence: readonly string[] }[];
}

/** So many points of NPS are more than a mood. */
const muchMoved = 3;

/** Why a customer of whom more can be had, or who may be lost, is one. */
export function reasonsOf(relationship: Relationship): {
  opportunity: RelationshipReason[];
  critical: RelationshipReason[];
} {
  const { nps, csat, previousNps } = relationship;
  const moved = nps !== null && previousNps !== null ? nps - previousNps : 0;
  return {
    opportunity: [
      ...(nps !== null && nps >= 9 ? (['promoter'] as const) : []),
      ...(csat === 5 ? (['satisfied'] as const) : []),
      ...(moved >= muchMoved ? (['rose'] as const) : []),
    ],
    critical: [
      ...(nps !== null && nps <= 6 ? (['detractor'] as const) : []),
      ...(csat !== null && csat <= 2 ? (['dissatisfied'] as const) : []),
      ...(moved <= -muchMoved ? (['fell'] as const) : []),
    ],
  };
}

/** Who is critical is no opportunity, whatever else speaks for it. */
export function partRelationships(relationships: readonly Relationship[]): {
  opportunities: RelationshipEntry[];
  critical: RelationshipEntry[];
} {
  const opportunities: RelationshipEntry[] = [];
  const critical: RelationshipEntry[] = [];
  for (const relationship of relationships) {
    const reasons = reasonsOf(relationship);
    if (reasons.critical.length > 0) critical.push(entryOf(relationship, reasons.critical));
    else if (reasons.opportunity.length > 0) opportunities.push(entryOf(relationship, reasons.opportunity));
  }
  return { opportunities, critical };
}

function entryOf(relationship: Relationship, reasons: readonly RelationshipReason[]): RelationshipEntry {
  const { customerId, feedbackId, previousFeedbackId, occurredAt, nps, csat } = relationship;
  return {
    customer: customerId,
    at: occurredAt,
    nps,
    csat,
    reasons: reasons.map((code) => ({
      code,
      evidence: [feedbackId, ...(code === 'rose' || code === 'fell' ? [previousFeedbackId ?? []].flat() : [])],
    })),
  };
}
