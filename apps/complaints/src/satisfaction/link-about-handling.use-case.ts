import type { Tx } from '@harken/database';
import { type ComplaintRow, system } from '../complaint/complaint.ts';
import { aboutHandlingLink } from '../complaint/decide/decide.ts';
import { executeCommand } from '../complaint/execute/change-complaint.use-case.ts';
import { ratedComplaints } from './handling-rating.store.ts';

/** Links a complaint opened from a poor rating of the handling to the complaint that was rated. */
export async function linkAboutHandling(
  opened: readonly Pick<ComplaintRow, 'id' | 'feedbackId'>[],
  tx: Tx,
): Promise<void> {
  const rated = await ratedComplaints(
    tx,
    opened.flatMap(({ feedbackId }) => feedbackId ?? []),
  );
  for (const { id, feedbackId } of opened) {
    const to = feedbackId === null ? undefined : rated.get(feedbackId);
    if (!to) continue;
    const change = { id, expectedVersion: undefined, actor: system, by: null };
    await executeCommand(change, { name: 'link', to, kind: aboutHandlingLink }, tx);
  }
}
