import type { ClockName } from '@harken/contracts';
import type { ReachedPerson } from '../policies/management-levels/hierarchy.ts';

export const managementActions = ['take_over', 'instruct', 'approve', 'de_escalate'] as const;
export type ManagementAction = (typeof managementActions)[number];

export const escalationKinds = ['hierarchical', 'functional'] as const;
export type EscalationKind = (typeof escalationKinds)[number];

/** An escalation to a level of management (once per cycle, clock and level), or to another team. */
export interface Escalation {
  readonly id: string;
  readonly complaintId: string;
  readonly cycle: number;
  /** null: immediate, not caused by a clock. */
  readonly clock: ClockName | null;
  /** null: to another team. */
  readonly level: number | null;
  readonly team: string | null;
  readonly reason: string;
  /** The note of a person, or the levels that were skipped. */
  readonly note: string | null;
  /** The managers of the level at that time; null: no management levels are published. */
  readonly people: readonly ReachedPerson[] | null;
  readonly at: Date;
  /** When the level must have acted; null: no limit. */
  readonly dueAt: Date | null;
  /** When the level's time ran out. */
  readonly overdueAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly action: ManagementAction | null;
  readonly handledBy: string | null;
  readonly closedAt: Date | null;
}

export const escalationKindOf = ({ level }: Pick<Escalation, 'level'>): EscalationKind =>
  level === null ? 'functional' : 'hierarchical';

export const isOpenEscalation = (escalation: Escalation): boolean => escalation.closedAt === null;

/** When management's time runs out, or null. */
export const managementStepAt = ({ dueAt, overdueAt, acknowledgedAt, closedAt }: Escalation): Date | null =>
  overdueAt || acknowledgedAt || closedAt ? null : dueAt;
