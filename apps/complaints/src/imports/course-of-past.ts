import type { ComplaintStatus, Outcome } from '@harken/contracts';
import { FieldErrors, Invalid } from '@harken/errors';
import { isTerminal } from '../complaint/command.ts';
import { pastTime } from '../complaint/past-time.ts';

type Text = string | null | undefined;

/** What an item of an import says of the course of a complaint: texts of times. */
export interface StatedCourse {
  readonly status?: ComplaintStatus | null | undefined;
  readonly assignee?: Text;
  readonly openedAt: string;
  readonly acknowledgedAt?: Text;
  readonly answeredAt?: Text;
  readonly resolvedAt?: Text;
  readonly closedAt?: Text;
  readonly answers?:
    | readonly { readonly outcome?: Outcome | null | undefined; readonly sentAt?: Text }[]
    | null
    | undefined;
  readonly messages?:
    | readonly {
        readonly direction: 'in' | 'out';
        readonly channel: string;
        readonly externalId?: Text;
        readonly at: string;
      }[]
    | null
    | undefined;
  readonly escalations?:
    | readonly {
        readonly level: number;
        readonly reason?: Text;
        readonly at: string;
        readonly acknowledgedAt?: Text;
        readonly closedAt?: Text;
      }[]
    | null
    | undefined;
}

type Times = Readonly<Record<'acknowledgedAt' | 'answeredAt' | 'resolvedAt' | 'closedAt', Date | null>>;

/** The course of a complaint of before. All its times are in order, and none lies ahead. */
export interface PastCourse {
  readonly status: ComplaintStatus;
  readonly openedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly closedAt: Date | null;
  /** In the order of the item. */
  readonly answersSentAt: readonly Date[];
  readonly messagesAt: readonly Date[];
  readonly escalations: readonly {
    readonly at: Date;
    readonly acknowledgedAt: Date | null;
    readonly closedAt: Date | null;
  }[];
}

/** Throws Invalid with every fault: `complaint.answer-missing` if it ended without an answer, else `complaint-import.invalid`. */
export function courseOf(stated: StatedCourse, now: Date): PastCourse {
  const errors = new FieldErrors();
  const openedAt = pastTime(stated.openedAt, now, errors.at('openedAt'));
  const read = (text: Text, at: FieldErrors, after: Date, what: string): Date | null =>
    text === null || text === undefined ? null : inOrder(pastTime(text, now, at), at, after, what);
  const given = timesOf(stated, openedAt, read, errors);
  const answersSentAt = (stated.answers ?? []).map(({ sentAt }, index) => {
    const at = errors.at('answers', index, 'sentAt');
    const sent = read(sentAt, at, openedAt, 'openedAt') ?? given.answeredAt;
    if (!sent) at.add('required', 'is required without answeredAt');
    return sent ?? openedAt;
  });
  const messagesAt = (stated.messages ?? []).map(
    ({ at }, index) => read(at, errors.at('messages', index, 'at'), openedAt, 'openedAt') ?? openedAt,
  );
  const status = stated.status ?? statusBy(stated, given);
  const ended = isTerminal(status);
  const answeredAt = given.answeredAt ?? earliest(answersSentAt);
  const endedAt = ended ? endOf(status, given, answersSentAt) : null;
  checkStatus(stated, status, { ...given, endedAt }, errors);
  checkOutcomes(stated, status, errors);
  checkMessages(stated, errors);
  const first = earliest(answersSentAt);
  if (endedAt && first && first > endedAt)
    errors.at('answers').add('complaint-import.wrong-order', 'The first answer is later than the end.');
  const escalations = escalationsOf(stated, openedAt, endedAt, read, errors);
  errors.throwIfAny('complaint-import.invalid', 'The complaint cannot have come about like this.');
  if ((ended || answeredAt) && answersSentAt.length === 0) throw answerMissing();
  const outgoing = (stated.messages ?? []).flatMap(({ direction }, index) =>
    direction === 'out' ? [messagesAt[index]] : [],
  );
  return {
    status,
    openedAt,
    // Whatever the company writes acknowledges.
    acknowledgedAt: given.acknowledgedAt ?? earliest([...outgoing, answeredAt]),
    answeredAt,
    endedAt,
    closedAt: status === 'closed' ? (given.closedAt ?? endedAt) : null,
    ...{ answersSentAt, messagesAt, escalations },
  };
}

type Reader = (text: Text, at: FieldErrors, after: Date, what: string) => Date | null;

function inOrder(time: Date, at: FieldErrors, after: Date, what: string): Date {
  at.addIf(time < after, 'complaint-import.wrong-order', `It is earlier than ${what}.`);
  return time;
}

function timesOf(stated: StatedCourse, openedAt: Date, read: Reader, errors: FieldErrors): Times {
  let [last, what] = [openedAt, 'openedAt'];
  const times: Partial<Record<keyof Times, Date | null>> = {};
  for (const name of ['acknowledgedAt', 'answeredAt', 'resolvedAt', 'closedAt'] as const) {
    const time = read(stated[name], errors.at(name), last, what);
    times[name] = time;
    if (time) [last, what] = [time, name];
  }
  return times as Times;
}

function statusBy({ answers, assignee }: StatedCourse, times: Times): ComplaintStatus {
  if (times.closedAt) return 'closed';
  if (times.resolvedAt) return 'resolved';
  if (times.answeredAt || (answers ?? []).length > 0) return 'answered';
  if (assignee) return 'assigned';
  return times.acknowledgedAt ? 'acknowledged' : 'received';
}

/** A rejection is an answer itself; so may be what a customer was told who withdrew. */
const endOf = (status: ComplaintStatus, { resolvedAt, closedAt }: Times, answersSentAt: readonly Date[]): Date | null =>
  resolvedAt ?? closedAt ?? (status === 'rejected' || status === 'withdrawn' ? latest(answersSentAt) : null);

function checkStatus(
  { answers }: StatedCourse,
  status: ComplaintStatus,
  { resolvedAt, closedAt, acknowledgedAt, answeredAt, endedAt }: Times & { readonly endedAt: Date | null },
  errors: FieldErrors,
): void {
  const misfit = (wrong: boolean, detail: string) =>
    errors.at('status').addIf(wrong, 'complaint-import.status-misfit', detail);
  const ended = isTerminal(status);
  misfit(!ended && (resolvedAt ?? closedAt) !== null, `A complaint that is ${status} has not ended.`);
  misfit(status === 'resolved' && closedAt !== null, 'It was closed.');
  const isAnswered = answeredAt !== null || (answers ?? []).length > 0;
  misfit(status === 'received' && (acknowledgedAt !== null || isAnswered), 'The customer has heard of it.');
  misfit(status === 'answered' && !isAnswered, 'It has no answer.');
  if (ended && !endedAt && isAnswered)
    errors.at(status === 'closed' ? 'closedAt' : 'resolvedAt').add('required', `is required of what is ${status}`);
}

function checkOutcomes({ answers }: StatedCourse, status: ComplaintStatus, errors: FieldErrors): void {
  for (const [index, { outcome }] of (answers ?? []).entries())
    if (!outcome && status !== 'withdrawn' && status !== 'rejected')
      errors.at('answers', index, 'outcome').add('required', 'is required');
}

function checkMessages({ messages }: StatedCourse, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [index, { channel, externalId }] of (messages ?? []).entries()) {
    if (!externalId) continue;
    const key = JSON.stringify([channel, externalId]);
    errors
      .at('messages', index, 'externalId')
      .addIf(seen.has(key), 'complaint-import.repeated-message', 'Another message of this channel has it.');
    seen.add(key);
  }
}

function escalationsOf(
  { escalations }: StatedCourse,
  openedAt: Date,
  endedAt: Date | null,
  read: Reader,
  errors: FieldErrors,
): PastCourse['escalations'] {
  const open = new Set<string>();
  return (escalations ?? []).map(({ level, reason, ...times }, index) => {
    const of = errors.at('escalations', index);
    const at = read(times.at, of.at('at'), openedAt, 'openedAt') ?? openedAt;
    of.at('at').addIf(endedAt !== null && at > endedAt, 'complaint-import.wrong-order', 'It is later than the end.');
    const acknowledgedAt = read(times.acknowledgedAt, of.at('acknowledgedAt'), at, 'at');
    const closedAt = read(times.closedAt, of.at('closedAt'), acknowledgedAt ?? at, 'what was before');
    if (!closedAt && !endedAt) {
      const key = JSON.stringify([level, reason ?? null]);
      of.addIf(
        open.has(key),
        'complaint-import.repeated-escalation',
        'One to this level for this reason is open already.',
      );
      open.add(key);
    }
    return { at, acknowledgedAt, closedAt };
  });
}

const answerMissing = (): Invalid =>
  new Invalid('complaint.answer-missing', 'It was answered or has ended, and no answer is given.', [
    { pointer: '/answers', code: 'required', detail: 'must hold what the customer was told' },
  ]);

const sorted = (times: readonly (Date | null | undefined)[]): Date[] =>
  times.filter((time): time is Date => !!time).sort((a, b) => a.getTime() - b.getTime());
const earliest = (times: readonly (Date | null | undefined)[]): Date | null => sorted(times)[0] ?? null;
const latest = (times: readonly (Date | null | undefined)[]): Date | null => sorted(times).at(-1) ?? null;
