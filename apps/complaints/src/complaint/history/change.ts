import {
  ComplaintsCustomerMessageRequested,
  type EventContract,
  type EventData,
  happened,
  type Identity,
  type NewEvent,
  nameOf,
} from '@harken/contracts';
import {
  type CommandContext,
  type Complaint,
  type ComplaintAnswer,
  type ComplaintLink,
  factsOf,
  type HistoryEntry,
} from '../complaint.ts';
import type { CustomerMessage } from '../customer-message.ts';
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
  /** What the customer is owed and is to be sent. */
  readonly messages: readonly CustomerMessage[];
}

type EventPayload<C extends EventContract> = Omit<EventData<C>, 'complaint'>;

/** An event that waits for the facts of the complaint. */
interface ComplaintEvent {
  readonly contract: EventContract;
  readonly payload: object;
}

export const event = <C extends EventContract>(contract: C, payload: EventPayload<C>): ComplaintEvent => ({
  contract,
  payload,
});

export interface HistoryNote {
  readonly action: string;
  readonly reason?: string | null | undefined;
  readonly from?: string | null;
  readonly to?: string | null;
  /** By default who executes the command. */
  readonly actor?: Identity;
}

/** What belongs to an event: the fields it changes, and the history entry that begins with it. */
interface Effect {
  readonly patch?: Partial<Complaint>;
  readonly history?: HistoryNote;
}

/** A history entry with the complaint before it. */
interface BegunEntry {
  readonly note: Omit<HistoryEntry, 'before' | 'after' | 'version'>;
  readonly complaint: Complaint;
}

/** `toBeSent`: a standard text, which nobody has told the customer yet. */
export type GivenAnswer = Omit<ComplaintAnswer, 'id' | 'complaintId' | 'cycle' | 'by' | 'at' | 'sentAt' | 'sentBy'> & {
  readonly toBeSent: boolean;
};

/** Collects what one decision changes. Time and ids come from the context, so it stays pure. */
export class Change {
  readonly now: Date;
  readonly at: string;
  private readonly events: NewEvent[] = [];
  private readonly history: BegunEntry[] = [];
  private readonly answers: ComplaintAnswer[] = [];
  private readonly links: ComplaintLink[] = [];
  private readonly messages: CustomerMessage[] = [];
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

  get by(): string {
    return nameOf(this.context.actor, this.context.onBehalfOf);
  }

  /** A change without an event of its own: it belongs to the history entry begun last. */
  set(patch: Partial<Complaint>): void {
    this.current = { ...this.current, ...patch };
  }

  /**
   * Begins a history entry, changes the complaint and raises the event, each if given. What follows until the next entry
   * belongs to this one. Each event gets its own version, so that consumers can order events by it alone.
   */
  apply(raised: ComplaintEvent | null, { patch, history }: Effect = {}): void {
    if (history) this.history.push({ note: this.noteOf(history), complaint: this.current });
    if (patch) this.set(patch);
    if (!raised) return;
    this.set({ version: this.current.version + 1 });
    this.events.push(
      happened(raised.contract, this.current.id, { complaint: factsOf(this.current), ...raised.payload }),
    );
  }

  answer({ toBeSent, ...answer }: GivenAnswer): ComplaintAnswer {
    const { id: complaintId, cycle } = this.current;
    const { by, now: at } = this;
    const isSentByHarken = this.sendsAnswer(answer.channel, toBeSent);
    const sent = toBeSent || isSentByHarken ? { sentAt: null, sentBy: null } : { sentAt: at, sentBy: by };
    const row = { ...answer, id: this.context.newId(), complaintId, cycle, by, at, ...sent };
    this.answers.push(row);
    const { text, recourse } = row;
    if (isSentByHarken) this.requestMessage('answer', { text, ...(recourse && { recourse }) }, row.id);
    return row;
  }

  /** Whether the policy has it sent; nobody can write to a customer who is unknown. */
  private sendsAnswer(channel: string, isStandardText: boolean): boolean {
    const { answerChannels, standardReplies } = this.context.policyContext.messages;
    if (this.current.customer === null) return false;
    return isStandardText ? standardReplies : answerChannels.includes(channel);
  }

  /** Asks for a message to the customer, if the customer is known. */
  requestMessage(purpose: CustomerMessage['purpose'], texts: Record<string, string>, answerId: string | null): void {
    const { id: complaintId, number, cycle, customerId, customer, customerLanguage, language } = this.current;
    if (customerId === null || customer === null) return;
    const id = this.context.newId();
    this.messages.push({ id, complaintId, cycle, purpose, answerId, state: 'requested', at: this.now, reason: null });
    this.events.push(
      happened(ComplaintsCustomerMessageRequested, id, {
        messageId: id,
        customer: { id: customerId, externalId: customer },
        purpose,
        language: customerLanguage ?? language,
        ...{ complaint: complaintId, problem: null, programme: null },
        parameters: { number, ...texts },
      }),
    );
  }

  link(to: string, kind: string): void {
    this.links.push({ complaintId: this.current.id, to, kind, by: this.by, at: this.now });
  }

  decision(): Decision {
    const { before, events, answers, links, messages } = this;
    if (before && this.history.length > 0 && this.current.version === before.version)
      this.set({ version: before.version + 1 });
    return { before, complaint: this.current, events, history: this.historyEntries(), answers, links, messages };
  }

  private noteOf({ action, reason, from, to, actor = this.context.actor }: HistoryNote): BegunEntry['note'] {
    return {
      complaintId: this.current.id,
      at: this.now,
      actor: actor.name,
      keyId: actor.keyId,
      person: actor.person,
      onBehalfOf: actor === this.context.actor ? this.context.onBehalfOf : null,
      action,
      reason: reason ?? null,
      from: from ?? null,
      to: to ?? null,
    };
  }

  /** Each entry holds the changes until the next begins; the first also those before it. */
  private historyEntries(): HistoryEntry[] {
    return this.history.map(({ note, complaint }, index) => {
      const to = this.history[index + 1]?.complaint ?? this.current;
      return { ...note, version: to.version, ...diff(index === 0 ? this.before : complaint, to) };
    });
  }
}

type Clocks = Pick<Complaint, 'clocks'>;
type Escalations = Pick<Complaint, 'escalations'>;

export const withClock = ({ clocks }: Clocks, next: SlaClock): Clocks => ({
  clocks: clocks.map((one) => (one.clock === next.clock && one.cycle === next.cycle ? next : one)),
});

export const withEscalation = ({ escalations }: Escalations, next: Escalation): Escalations => ({
  escalations: escalations.map((one) => (one.id === next.id ? next : one)),
});

export const withClosedEscalations = (
  { escalations }: Escalations,
  which: (escalation: Escalation) => boolean,
  now: Date,
): Escalations => ({
  escalations: escalations.map((one) => (isOpenEscalation(one) && which(one) ? { ...one, closedAt: now } : one)),
});
