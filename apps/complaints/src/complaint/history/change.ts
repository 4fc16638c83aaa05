import { type EventContract, type EventData, happened, type NewEvent } from '@harken/contracts';
import {
  type CommandContext,
  type Complaint,
  type ComplaintAnswer,
  type ComplaintLink,
  factsOf,
  type HistoryEntry,
} from '../complaint.ts';
import { type Escalation, isOpenEscalation } from '../escalation.ts';
import type { SlaClock } from '../sla-clock.ts';
import { diff } from './diff.ts';

export interface Decision {
  readonly before: Complaint | null;
  readonly complaint: Complaint;
  readonly events: readonly NewEvent[];
  readonly history: readonly HistoryEntry[];
  readonly answers: readonly ComplaintAnswer[];
  readonly links: readonly ComplaintLink[];
}

type EventPayload<C extends EventContract> = Omit<EventData<C>, 'complaint'>;

export interface HistoryNote {
  readonly reason?: string | null | undefined;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** A history note with the complaint as it was then. */
interface NotedState {
  readonly note: Omit<HistoryEntry, 'before' | 'after'>;
  readonly complaint: Complaint;
}

/** Collects what one decision changes. Time and ids come from the context, so it stays pure. */
export class Change {
  readonly now: Date;
  readonly at: string;
  private readonly events: NewEvent[] = [];
  private readonly history: NotedState[] = [];
  private readonly answers: ComplaintAnswer[] = [];
  private readonly links: ComplaintLink[] = [];
  private current: Complaint;

  constructor(
    complaint: Complaint,
    readonly context: CommandContext,
    private readonly before: Complaint | null = complaint,
  ) {
    this.current = complaint;
    this.now = context.now;
    this.at = context.now.toISOString();
  }

  get complaint(): Complaint {
    return this.current;
  }

  /** The person that the command names, else the key. */
  get by(): string {
    return this.context.by ?? this.context.actor;
  }

  set(patch: Partial<Complaint>): void {
    this.current = { ...this.current, ...patch };
  }

  /** Each event gets its own version, so that consumers can order events by it alone. */
  raise<C extends EventContract>(contract: C, note: EventPayload<C>): void {
    this.set({ version: this.current.version + 1 });
    const data = { complaint: factsOf(this.current), ...note };
    this.events.push(happened(contract, this.current.id, data));
  }

  addHistory(action: string, { reason, from, to }: HistoryNote = {}, actor = this.context.actor): void {
    const note = {
      complaintId: this.current.id,
      version: this.current.version,
      at: this.now,
      actor,
      by: actor === this.context.actor ? this.context.by : null,
      action,
      reason: reason ?? null,
      from: from ?? null,
      to: to ?? null,
    };
    this.history.push({ note, complaint: this.current });
  }

  answer(answer: Omit<ComplaintAnswer, 'id' | 'complaintId' | 'cycle' | 'by' | 'sentAt'>): ComplaintAnswer {
    const { id: complaintId, cycle } = this.current;
    const row = { ...answer, id: this.context.newId(), complaintId, cycle, by: this.by, sentAt: this.now };
    this.answers.push(row);
    return row;
  }

  link(to: string, kind: string): void {
    this.links.push({ complaintId: this.current.id, to, kind, by: this.by, at: this.now });
  }

  decision(): Decision {
    const { before, events, answers, links } = this;
    if (before && this.history.length > 0 && this.current.version === before.version)
      this.set({ version: before.version + 1 });
    return { before, complaint: this.current, events, history: this.historyEntries(), answers, links };
  }

  /** Each entry holds the changes since the entry before it; changes after the last entry belong to the last one. */
  private historyEntries(): HistoryEntry[] {
    let from = this.before;
    return this.history.map(({ note, complaint }, index) => {
      const to = index === this.history.length - 1 ? this.current : complaint;
      const entry = { ...note, version: to.version, ...diff(from, to) };
      from = to;
      return entry;
    });
  }
}

export function closeEscalations(change: Change, which: (escalation: Escalation) => boolean): void {
  const escalations = change.complaint.escalations.map((escalation) =>
    isOpenEscalation(escalation) && which(escalation) ? { ...escalation, closedAt: change.now } : escalation,
  );
  change.set({ escalations });
}

export function replaceEscalation(change: Change, next: Escalation): void {
  change.set({ escalations: change.complaint.escalations.map((one) => (one.id === next.id ? next : one)) });
}

export function replaceClock(change: Change, next: SlaClock): void {
  const clocks = change.complaint.clocks.map((clock) =>
    clock.clock === next.clock && clock.cycle === next.cycle ? next : clock,
  );
  change.set({ clocks });
}
