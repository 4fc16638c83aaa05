import type { NewEvent } from '@harken/contracts';
import { columnsOf } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { client } from '../../people/identity.builder.ts';
import type { PolicyContext } from '../../policies/response-policy/policy-context.ts';
import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import { incoming, t0 } from '../complaint.builder.ts';
import type { CommandContext, Complaint, ComplaintAnswer, ComplaintRow } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import { type Escalation, managementStepAt } from '../escalation.ts';
import { Change, type Decision } from '../history/change.ts';
import { clockKey } from '../history/complaint-state.ts';
import type { HistoryChange } from '../history/rebuild.ts';
import { nextStep, type SlaClock } from '../sla-clock.ts';
import { ComplaintTable, EscalationTable, HistoryTable, SlaClockTable } from '../storage/complaint.table.ts';
import { type NewComplaint, openComplaint } from './open-complaint.ts';

type Decider = (complaint: Complaint, context: CommandContext) => Decision;

/** A copy with these columns only. */
const stored = <Row extends object>(columns: ReturnType<typeof columnsOf>, row: Row): Row =>
  structuredClone(Object.fromEntries(columns.map(({ property }) => [property, row[property as keyof Row]])) as Row);

/** One complaint and all that is kept of it, as rows: what a service that starts anew finds. */
export class Course {
  now = t0;
  events: NewEvent[] = [];
  answers: ComplaintAnswer[] = [];
  /** By their versions. */
  readonly policies = new Map<number, VersionedPolicy>();
  private ids = 0;
  private row!: ComplaintRow;
  private readonly clocks = new Map<string, SlaClock>();
  private readonly escalations = new Map<string, Escalation>();
  private readonly steps = new Map<string, number>();
  private readonly entries: string[] = [];
  private held: Complaint | null = null;

  constructor(
    public policyContext: PolicyContext,
    different: Partial<NewComplaint> = {},
  ) {
    this.policies.set(policyContext.policy.version, policyContext.policy);
    const { decision } = openComplaint({ ...incoming, ...different }, this.context('acme'));
    this.save(decision);
  }

  /** As it stands. */
  get complaint(): Complaint {
    this.held ??= this.load();
    return this.held;
  }

  get history(): HistoryChange[] {
    return this.entries.map((entry) => JSON.parse(entry));
  }

  publish(policy: Omit<VersionedPolicy, 'version'>): void {
    const published = { ...policy, version: this.policies.size + 1 };
    this.policies.set(published.version, published);
    this.policyContext = { ...this.policyContext, policy: published };
  }

  /** Nothing is left but what was written; gives what was held in memory before. */
  restart(): Complaint {
    const before = this.complaint;
    this.held = null;
    return before;
  }

  /** As a command does it: all or nothing. */
  attempt(decider: Decider, actor = 'acme'): RuleBroken | null {
    try {
      const decision = decider(this.complaint, this.context(actor));
      this.save(decision);
      this.held = decision.complaint;
      return null;
    } catch (error) {
      if (error instanceof RuleBroken) return error;
      throw error;
    }
  }

  /** What the worker of the timers does: it reads no more than what is due, until nothing is. */
  work(): void {
    for (let rounds = 0; this.nextDue() <= this.now; rounds += 1) {
      if (rounds > 1000) throw new Error('the timers never come to an end');
      const whole = this.load();
      const due = { ...whole, clocks: whole.clocks.filter((clock) => this.isDue(clockKey(clock))), escalations: [] };
      const overdue = whole.escalations.some(({ id }) => this.isDue(id));
      const change = new Change(overdue ? whole : due, this.context('system'));
      fireDueSteps(change);
      this.save(change.decision());
    }
  }

  /** When something falls due next, as the rows say. */
  nextDue(): Date {
    return new Date(Math.min(8.64e15, ...this.steps.values()));
  }

  private isDue(key: string): boolean {
    return (this.steps.get(key) ?? Number.POSITIVE_INFINITY) <= this.now.getTime();
  }

  private context(actor: string): CommandContext {
    const newId = () => `01926f3a-7c1e-7b54-9d0e-${(++this.ids).toString().padStart(12, '0')}`;
    return { now: this.now, actor: client(actor), onBehalfOf: null, policyContext: this.policyContext, newId };
  }

  private save({ complaint, events, history, answers }: Decision): void {
    this.row = stored(columnsOf(ComplaintTable), complaint);
    for (const clock of complaint.clocks) {
      this.clocks.set(clockKey(clock), stored(columnsOf(SlaClockTable), clock));
      this.steps.set(clockKey(clock), nextStep(clock)?.dueAt.getTime() ?? Number.POSITIVE_INFINITY);
    }
    for (const one of complaint.escalations) {
      this.escalations.set(one.id, stored(columnsOf(EscalationTable), one));
      this.steps.set(one.id, managementStepAt(one)?.getTime() ?? Number.POSITIVE_INFINITY);
    }
    this.entries.push(...history.map((entry) => JSON.stringify(stored(columnsOf(HistoryTable), entry))));
    this.events.push(...events);
    this.answers.push(...answers);
    this.held = null;
  }

  private load(): Complaint {
    return {
      ...structuredClone(this.row),
      clocks: structuredClone([...this.clocks.values()]),
      escalations: structuredClone([...this.escalations.values()]),
    };
  }
}
