/** What a person decided on feedback that was only suspected to be a complaint. */
export interface TriageDecision {
  readonly feedbackId: string;
  readonly decision: 'opened' | 'dismissed';
  readonly decidedAt: Date;
}

export interface DecisionCount {
  readonly language: string | null;
  readonly decided: number;
  readonly opened: number;
}

/** The share of decided feedback that was a complaint: how precise `suspected` is in use. Null while nothing is decided. */
export const precisionOf = ({ decided, opened }: Pick<DecisionCount, 'decided' | 'opened'>): number | null =>
  decided === 0 ? null : opened / decided;
