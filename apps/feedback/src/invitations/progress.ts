/** What became of a candidate. */
export interface DecisionRow {
  readonly id: string;
  readonly customer: string;
  readonly customerId: string;
  readonly decision: string;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly invitationId: string | null;
  readonly interactionId: string | null;
  readonly complaintId: string | null;
  readonly touchpoint: string | null;
  readonly at: Date;
}

/** How a programme goes. */
export interface ProgressRow {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly nextRunAt: Date | null;
  readonly waiting: number;
  readonly invitations: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
}
