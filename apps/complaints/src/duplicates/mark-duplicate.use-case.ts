import { nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound, RuleBroken } from '@harken/errors';
import { reassignIfAbsent } from '../assignment/reassign-complaints.use-case.ts';
import type { CommandOf } from '../complaint/command.ts';
import { type Complaint, type ComplaintRow, pick } from '../complaint/complaint.ts';
import { addDuplicate, moveDuplicate, passOnAnswer, removeDuplicate } from '../complaint/decide/decide-duplicates.ts';
import {
  type ComplaintChange,
  changeComplaint,
  executeCommand,
} from '../complaint/execute/change-complaint.use-case.ts';
import { unknownComplaint } from '../complaint/execute/link-complaints.use-case.ts';
import { answerOf, lockRelated } from '../complaint/storage/locked-complaints.queries.ts';
import { proposalStore } from './proposal.store.ts';

type Without<N> = N extends { readonly name: string } ? Omit<N, 'name'> : never;

/**
 * Marks the complaint as duplicate of another one. The other one must be neither withdrawn nor a duplicate; duplicates
 * of this one move to it, so that no chain arises. If the other one is answered, its answer is passed on.
 */
export async function markDuplicate(
  change: ComplaintChange,
  command: Without<CommandOf<'mark-duplicate'>>,
  tx: Tx,
): Promise<Complaint> {
  const rows = await lockRelated(tx, [change.id, command.of], [change.id]);
  find(rows, change.id);
  const original = rows.find(({ id }) => id === command.of);
  if (!original) throw unknownComplaint(command.of, '/of');
  assertTakesDuplicates(original);
  const { number, customer } = original;
  const facts = { number, customer, answer: await answerOf(tx, original) };
  const marked = await executeCommand(change, { name: 'mark-duplicate', ...command, original: facts }, tx);
  const followers = duplicatesAmong(rows, change.id);
  for (const { id } of followers) await changeComplaint(alsoIn(change, id), moveDuplicate(original.id), tx);
  for (const { id } of [marked, ...followers]) await changeComplaint(alsoIn(change, original.id), addDuplicate(id), tx);
  const decision = { by: nameOf(change.actor, change.onBehalfOf), reason: command.reason ?? null };
  for (const { id } of [marked, ...followers]) await proposalStore.settle(tx, id, original.id, decision);
  return marked;
}

/** It is no duplicate after all: it goes on where it stood, with somebody who is there. */
export async function undoDuplicate(change: ComplaintChange, reason: string | undefined, tx: Tx): Promise<Complaint> {
  const { duplicateOf: original } = find(await lockRelated(tx, [change.id]), change.id);
  const undone = await executeCommand(change, { name: 'undo-duplicate', reason }, tx);
  if (original !== null) {
    await changeComplaint(alsoIn(change, original), removeDuplicate(undone.id, reason), tx);
    const by = nameOf(change.actor, change.onBehalfOf);
    await proposalStore.refuse(tx, undone.id, original, { by, reason: reason ?? null });
  }
  return reassignIfAbsent(undone, change, tx);
}

/** Nobody will answer a withdrawn complaint: its duplicates are given back. */
export async function withdrawComplaint(
  change: ComplaintChange,
  command: Without<CommandOf<'withdraw'>>,
  tx: Tx,
): Promise<Complaint> {
  const rows = await lockRelated(tx, [change.id], [change.id]);
  let withdrawn = await executeCommand(change, { name: 'withdraw', ...command }, tx);
  const reason = `${withdrawn.number} was withdrawn`;
  for (const { id } of duplicatesAmong(rows, change.id)) {
    const undone = await executeCommand(alsoIn(change, id), { name: 'undo-duplicate', reason }, tx);
    await reassignIfAbsent(undone, change, tx);
    withdrawn = await changeComplaint(alsoIn(change, change.id), removeDuplicate(id, reason), tx);
  }
  return withdrawn;
}

/** Whoever has a duplicate of it is to be told the same. */
export async function answerComplaint(
  change: ComplaintChange,
  command: CommandOf<'answer' | 'reject'>,
  tx: Tx,
): Promise<Complaint> {
  const rows = await lockRelated(tx, [change.id], [change.id]);
  const answered = await executeCommand(change, command, tx);
  const original = { ...pick(answered, ['id', 'number', 'customer']), answer: command.text };
  for (const { id } of duplicatesAmong(rows, change.id))
    await changeComplaint(alsoIn(change, id), passOnAnswer(original, command.channel), tx);
  return answered;
}

const duplicatesAmong = (rows: readonly ComplaintRow[], original: string): readonly ComplaintRow[] =>
  rows.filter(({ duplicateOf }) => duplicateOf === original);

/** The same person, on another complaint. */
const alsoIn = ({ actor, onBehalfOf }: ComplaintChange, id: string): ComplaintChange => ({
  ...{ id, actor, onBehalfOf, expectedVersion: undefined },
});

function find(rows: readonly ComplaintRow[], id: string): ComplaintRow {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new NotFound('complaint', id);
  return row;
}

function assertTakesDuplicates({ id: of, status, duplicateOf: original }: ComplaintRow): void {
  if (original)
    throw new RuleBroken('complaint.duplicate-of-duplicate', 'That one is a duplicate itself: name its original.', {
      of,
      original,
    });
  if (status === 'withdrawn')
    throw new RuleBroken('complaint.duplicate-of-withdrawn', 'That one was withdrawn: nobody will answer it.', { of });
}
