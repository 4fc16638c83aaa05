import type { ClockName } from '@harken/contracts';
import type { PolicyContext } from '../../policies/response-policy/policy-context.ts';
import { slaTargetFor } from '../../policies/response-policy/sla-target.ts';
import type { Command } from '../command.ts';
import type { Complaint } from '../complaint.ts';

/**
 * What somebody knows who only sees what was done, not how: what the customer is still waiting for. Which clocks must
 * run follows from it.
 */
export class CourseModel {
  open = true;
  cycle = 1;
  waitsForCustomer = false;
  acknowledged = false;
  /** A message or an answer of ours, in this cycle. */
  responded = false;
  answered = false;
  /** What a policy need not promise: whether it was promised, and the customer waits for it. */
  progress = false;
  next = false;
  firstResolution = false;
  regulator = false;
  /** Steps that were told, and would be wrong to be told again. */
  readonly fired = new Set<string>();
  seenEvents = 0;
  /** What was waited for when it was marked as a duplicate. */
  private beforeMarking: Readonly<Partial<CourseModel>> | null = null;

  constructor(complaint: Complaint, policyContext: PolicyContext) {
    const promised = promisedBy(complaint, policyContext);
    this.progress = promised('progress_update');
    this.firstResolution = promised('first_resolution');
    this.regulator = promised('regulatory');
  }

  /** The clocks that must run now, and no others. */
  expectedClocks(): ClockName[] {
    if (!this.open) return [];
    const clocks: [ClockName, boolean][] = [
      ['acknowledge', !this.acknowledged],
      ['first_response', !this.responded],
      ['next_response', this.next],
      ['progress_update', this.progress],
      ['first_resolution', this.firstResolution && this.cycle === 1],
      ['resolution', true],
      ['regulatory', this.regulator && !this.answered],
    ];
    return clocks.filter(([, must]) => must).map(([name]) => name);
  }

  /** A command that was not refused. */
  follow(command: Command, after: Complaint, policyContext: PolicyContext): void {
    const promised = promisedBy(after, policyContext);
    switch (command.name) {
      case 'acknowledge':
        this.acknowledged = true;
        this.wrote(promised);
        break;
      case 'send-message':
        this.acknowledged = true;
        if (this.open) this.responded = true;
        this.wrote(promised);
        break;
      case 'answer':
        this.isAnswered();
        this.wrote(promised);
        break;
      case 'reject':
      case 'withdraw':
        this.isAnswered();
        this.ends();
        break;
      case 'mark-duplicate':
        this.beforeMarking = { ...this };
        this.isAnswered();
        this.ends();
        break;
      case 'undo-duplicate': {
        const { acknowledged, responded, answered, progress, next } = this.beforeMarking ?? this;
        Object.assign(this, { open: true, acknowledged, responded, answered, progress, next });
        break;
      }
      case 'resolve':
      case 'close':
        this.ends();
        break;
      case 'reopen':
        this.reopens(promised);
        break;
      case 'receive-message':
        if (after.cycle > this.cycle) this.reopens(promised);
        else if (this.open && this.responded) this.next ||= promised('next_response');
        break;
      case 'change-severity':
        this.retargeted(after, policyContext);
        break;
    }
    this.waitsForCustomer = after.status === 'pending_customer';
  }

  /** The clocks go over to the terms of now. */
  retargeted(after: Complaint, policyContext: PolicyContext): void {
    const promised = promisedBy(after, policyContext);
    this.progress = promised('progress_update');
    this.next &&= promised('next_response');
    this.firstResolution = promised('first_resolution');
    // A final response leaves the regulator nothing to wait for.
    if (!this.answered) this.regulator = promised('regulatory');
  }

  private wrote(promised: (name: ClockName) => boolean): void {
    this.next = false;
    if (this.open) this.progress = promised('progress_update');
  }

  private isAnswered(): void {
    this.acknowledged = true;
    this.responded = true;
    this.answered = true;
  }

  private ends(): void {
    this.open = false;
    this.next = false;
    this.progress = false;
    this.waitsForCustomer = false;
  }

  private reopens(promised: (name: ClockName) => boolean): void {
    this.open = true;
    this.cycle += 1;
    this.acknowledged = false;
    this.responded = false;
    this.answered = false;
    this.progress = promised('progress_update');
    this.regulator ||= promised('regulatory');
  }
}

const promisedBy =
  (complaint: Complaint, policyContext: PolicyContext) =>
  (name: ClockName): boolean =>
    slaTargetFor(name, complaint, policyContext) !== null;
