import type { ClockName } from '@harken/contracts';

export const managementActions = ['take_over', 'instruct', 'de_escalate'] as const;
export type ManagementAction = (typeof managementActions)[number];

/** The complaint before a level of management, once per cycle, clock and level. */
export interface Escalation {
  readonly id: string;
  readonly complaintId: string;
  readonly cycle: number;
  /** null: straight to management, without waiting for a clock. */
  readonly clock: ClockName | null;
  readonly level: number;
  readonly reason: string;
  readonly at: Date;
  readonly acknowledgedAt: Date | null;
  readonly action: ManagementAction | null;
  readonly handledBy: string | null;
  readonly closedAt: Date | null;
}

export const isOpen = (escalation: Escalation): boolean => escalation.closedAt === null;
