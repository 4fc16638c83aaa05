import { ComplaintImported, type EventData } from '@harken/contracts';
import {
  type CommandContext,
  type Complaint,
  type ComplaintAnswer,
  type ComplaintRow,
  type HistoryEntry,
} from '../complaint.ts';
import { escalateToReachedLevel } from '../escalation/escalation-chain.ts';
import type { Escalation } from '../escalation.ts';
import { Change, event } from '../history/change.ts';
import { initialEscalation, initialState } from '../history/complaint-state.ts';
import { type PastContact, startPastClocks } from '../sla/past-clocks.ts';
import { isRunning } from '../sla-clock.ts';
import type { Opening } from './open-complaint.ts';

type FieldsOfImport = 'version' | 'cycle' | 'flags' | 'duplicateOf' | 'origin' | 'feedbackId';

export type PastAnswer = Omit<ComplaintAnswer, 'complaintId' | 'cycle' | 'at' | 'sentAt' | 'sentBy'> & {
  readonly kind: 'answer' | 'rejection' | 'withdrawal';
  readonly sentAt: Date;
};

export interface PastMessage {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly channel: string;
  readonly attachments: number;
  readonly by: string;
  readonly at: Date;
}

export type PastEscalation = Pick<Escalation, 'reason' | 'at' | 'acknowledgedAt' | 'closedAt'> & {
  readonly level: number;
};

/** A complaint of another system, over or under way. Its times are checked. */
export type PastComplaint = Omit<ComplaintRow, FieldsOfImport> & {
  readonly importId: string;
  readonly text: string | null;
  readonly closedAt: Date | null;
  readonly answers: readonly PastAnswer[];
  readonly messages: readonly PastMessage[];
  readonly escalations: readonly PastEscalation[];
};

/**
 * Takes over a complaint. Whatever happened to it is told by one event, which is history. If it is open, its clocks run
 * from its real opening, and each deadline that is over begins at the level it has reached: the summary of the import
 * tells of them.
 */
export function importComplaint(past: PastComplaint, context: CommandContext): Opening {
  const { importId, text, closedAt, answers, messages, escalations, ...row } = past;
  const change = new Change(
    {
      ...initialState,
      ...row,
      origin: 'import',
      feedbackId: null,
      version: 0,
      cycle: 1,
      flags: [],
      clocks: [],
      escalations: escalations.map((one) => toEscalation(one, row, context)),
    },
    context,
    null,
  );
  change.apply(null, { history: { action: 'import', reason: importId, to: row.status } });
  if (row.endedAt === null) {
    startPastClocks(change, contactsOf(past));
    for (const clock of change.complaint.clocks.filter(isRunning)) escalateToReachedLevel(change, clock);
  }
  change.apply(event(ComplaintImported, factsOfImport(past, change)));
  const { events, history, ...decision } = change.decision();
  return {
    decision: {
      ...decision,
      // The levels it has reached are in it.
      events: events.filter(({ contract }) => contract === ComplaintImported),
      history: [...historyOf(past, context), ...history],
      answers: answers.map((answer) => ({
        ...answer,
        complaintId: row.id,
        cycle: 1,
        at: answer.sentAt,
        sentBy: answer.by,
      })),
    },
    text,
    saidSeverity: row.severity,
  };
}

const toEscalation = (
  { level, reason, at, acknowledgedAt, closedAt }: PastEscalation,
  { id: complaintId, endedAt }: Pick<ComplaintRow, 'id' | 'endedAt'>,
  context: CommandContext,
): Escalation => ({
  ...initialEscalation,
  id: context.newId(),
  complaintId,
  cycle: 1,
  ...{ level, reason, at, acknowledgedAt },
  closedAt: closedAt ?? endedAt,
});

function contactsOf({ acknowledgedAt, answeredAt, answers, messages }: PastComplaint): PastContact[] {
  return [
    ...(acknowledgedAt ? [{ kind: 'acknowledgement' as const, at: acknowledgedAt }] : []),
    ...(answeredAt ? [{ kind: 'answer' as const, at: answeredAt }] : []),
    ...answers.map(({ sentAt: at }) => ({ kind: 'answer' as const, at })),
    ...messages.map(({ direction, at }) => ({
      kind: direction === 'in' ? ('from-customer' as const) : ('message' as const),
      at,
    })),
  ];
}

/** What happened before, in its order. Answers, messages and escalations are kept by themselves. */
function historyOf(
  { id: complaintId, occurredAt, openedAt, acknowledgedAt, endedAt, closedAt, status }: PastComplaint,
  { actor, onBehalfOf }: CommandContext,
): HistoryEntry[] {
  const entry = (action: string, at: Date, after: HistoryEntry['after'] = null): HistoryEntry => ({
    complaintId,
    version: 1,
    ...{ at, actor: actor.name, keyId: actor.keyId, person: actor.person, onBehalfOf, action, after },
    ...{ reason: null, from: null, to: null, before: null },
  });
  const ends = { rejected: 'reject', withdrawn: 'withdraw' }[status as string] ?? 'resolve';
  return [
    entry('open', openedAt, { occurredAt: occurredAt.toISOString() }),
    ...(acknowledgedAt ? [entry('acknowledge', acknowledgedAt)] : []),
    ...(endedAt ? [entry(ends, endedAt)] : []),
    ...(closedAt ? [entry('close', closedAt)] : []),
  ];
}

function factsOfImport(
  past: PastComplaint,
  { complaint, at, by }: Change,
): Omit<EventData<typeof ComplaintImported>, 'complaint'> {
  const { answers, messages, importId, language, occurredAt, acknowledgedAt, answeredAt, endedAt, closedAt } = past;
  const isAnswered = answers.some(({ kind }) => kind !== 'withdrawal');
  return {
    history: true,
    importId,
    language,
    occurredAt: occurredAt.toISOString(),
    acknowledgedAt: isoOf(acknowledgedAt),
    answeredAt: isAnswered ? isoOf(answeredAt) : null,
    endedAt: isoOf(endedAt),
    closedAt: isoOf(closedAt),
    answers: answers.map(({ id: answerId, kind, outcome, channel, by: author, sentAt }) => ({
      ...{ answerId, kind, outcome, channel, by: author },
      at: sentAt.toISOString(),
    })),
    messages: messages.map(({ id: messageId, direction, channel, attachments, by: author, at: writtenAt }) => ({
      ...{ messageId, direction, channel, attachments, by: author },
      at: writtenAt.toISOString(),
    })),
    escalations: complaint.escalations.flatMap(({ id: escalationId, level, reason, clock, at: since }) =>
      level === null ? [] : [{ escalationId, level, reason, clock, at: since.toISOString() }],
    ),
    breaches: breachesOf(complaint),
    ...{ by, at },
  };
}

const breachesOf = ({ clocks }: Complaint): { clock: (typeof clocks)[number]['clock']; dueAt: string }[] =>
  clocks.flatMap(({ clock, breachedAt }) => (breachedAt ? [{ clock, dueAt: breachedAt.toISOString() }] : []));

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;
