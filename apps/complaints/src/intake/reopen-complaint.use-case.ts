import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { reassignIfAbsent } from '../assignment/reassign-complaints.use-case.ts';
import { type Complaint, pick, subjectFields } from '../complaint/complaint.ts';
import { decide } from '../complaint/decide/decide.ts';
import { needsFollower } from '../complaint/decide/decide-reopening.ts';
import {
  type ComplaintChange,
  changeComplaint,
  executeCommand,
  lockComplaint,
} from '../complaint/execute/change-complaint.use-case.ts';
import { followedBy, follows, openFollowerOf } from '../complaint/storage/locked-complaints.queries.ts';
import { findCustomer } from '../customers/customers.use-case.ts';
import { openComplaints } from './open-complaints.use-case.ts';

/** Within the window the complaint starts a new cycle; after it a new complaint is opened that follows the old one. */
export async function reopenComplaint(change: ComplaintChange, reason: string, tx: Tx): Promise<Complaint> {
  const reopened = await changeComplaint(
    change,
    (complaint, context) =>
      needsFollower(complaint, context) ? null : decide(complaint, { name: 'reopen', reason }, context),
    tx,
  );
  if (!reopened) return openFollowing(change, reason, tx);
  return reassignIfAbsent(reopened, change, tx);
}

/** The new complaint is routed by today's rules and gets fresh clocks. */
async function openFollowing(change: ComplaintChange, reason: string, tx: Tx): Promise<Complaint> {
  const { actor, onBehalfOf = null } = change;
  const ended = await lockComplaint(change.id, tx);
  const follower = await openFollowerOf(tx, ended.id);
  if (follower)
    throw new RuleBroken('complaint.followed-already', 'A new complaint follows it already, and is still open.', {
      complaintId: ended.id,
      followedBy: follower,
    });
  const facts = pick(ended, [...subjectFields, 'severity']);
  const origin = { origin: 'person' as const, feedbackId: null, occurredAt: null, openedAt: null };
  const customer = ended.customer === null ? null : await findCustomer(ended.customer, tx);
  const [opened] = await openComplaints([{ ...facts, ...origin, customer, text: reason, actor, onBehalfOf }], tx);
  if (!opened) throw new TypeError('A complaint by a person is always new.');
  const apart = { expectedVersion: undefined, actor, onBehalfOf };
  await executeCommand({ ...apart, id: ended.id }, { name: 'link', to: opened.id, kind: followedBy }, tx);
  return executeCommand({ ...apart, id: opened.id }, { name: 'link', to: ended.id, kind: follows }, tx);
}
