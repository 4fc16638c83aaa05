import { type EventContract, type EventData, happened, type NewEvent } from '@harken/contracts';
import {
  type Complaint,
  type ComplaintAnswer,
  type ComplaintLink,
  factsOf,
  type HistoryEntry,
  type Moment,
} from './complaint.ts';

export interface Decision {
  readonly before: Complaint | null;
  readonly complaint: Complaint;
  readonly events: readonly NewEvent[];
  readonly history: readonly HistoryEntry[];
  readonly answers: readonly ComplaintAnswer[];
  readonly links: readonly ComplaintLink[];
}

type Told<C extends EventContract> = Omit<EventData<C>, 'complaint'>;

export interface Recorded {
  readonly reason?: string | null | undefined;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** Collects what one decision changes. Holds no clock and no random: both come with the moment. */
export class Change {
  readonly now: Date;
  readonly at: string;
  private readonly events: NewEvent[] = [];
  private readonly history: HistoryEntry[] = [];
  private readonly answers: ComplaintAnswer[] = [];
  private readonly links: ComplaintLink[] = [];
  private current: Complaint;

  constructor(
    complaint: Complaint,
    readonly moment: Moment,
    private readonly before: Complaint | null = complaint,
  ) {
    this.current = complaint;
    this.now = moment.now;
    this.at = moment.now.toISOString();
  }

  get complaint(): Complaint {
    return this.current;
  }

  /** The person if the command names one, else the key. */
  get by(): string {
    return this.moment.by ?? this.moment.actor;
  }

  set(patch: Partial<Complaint>): void {
    this.current = { ...this.current, ...patch };
  }

  /** Each event has a version of its own, so that readers can order them by it alone. */
  tell<C extends EventContract>(contract: C, told: Told<C>): void {
    this.set({ version: this.current.version + 1 });
    const data = { complaint: factsOf(this.current), ...told };
    this.events.push(happened(contract, this.current.id, data));
  }

  record(action: string, { reason, from, to }: Recorded = {}, actor = this.moment.actor): void {
    this.history.push({
      complaintId: this.current.id,
      version: this.current.version,
      at: this.now,
      actor,
      by: actor === this.moment.actor ? this.moment.by : null,
      action,
      reason: reason ?? null,
      from: from ?? null,
      to: to ?? null,
    });
  }

  answer(answer: Omit<ComplaintAnswer, 'id' | 'complaintId' | 'cycle' | 'by' | 'sentAt'>): ComplaintAnswer {
    const { id: complaintId, cycle } = this.current;
    const row = { ...answer, id: this.moment.newId(), complaintId, cycle, by: this.by, sentAt: this.now };
    this.answers.push(row);
    return row;
  }

  link(to: string, kind: string): void {
    this.links.push({ complaintId: this.current.id, to, kind, by: this.by, at: this.now });
  }

  done(): Decision {
    const { before, events, history, answers, links } = this;
    if (before && history.length > 0 && this.current.version === before.version)
      this.set({ version: before.version + 1 });
    return { before, complaint: this.current, events, history, answers, links };
  }
}
