import type { Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { requestAlertReview } from '../../alerts/request-alert-review.use-case.ts';
import { silenceStore } from '../silence.store.ts';
import { assertValidSilence, type Silence, type SilenceMatchers } from '../silence.ts';

export interface PutSilence {
  readonly id: string;
  readonly matchers: SilenceMatchers;
  /** At once when not given; an existing silence keeps its begin. */
  readonly from: Date | null;
  readonly until: Date;
  readonly comment: string;
  readonly author: string;
  readonly expectedVersion?: number | undefined;
}

/** Sets the silence; what it mutes is decided after the commit. */
export async function putSilence(command: PutSilence, tx: Tx): Promise<{ silence: Silence; created: boolean }> {
  const { id, matchers, until, comment, author, expectedVersion } = command;
  const { before, now } = await silenceStore.lockForUpdate(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== before?.version) {
    throw new Stale('silence.stale', 'The silence has another version by now.', { version: before?.version ?? null });
  }
  const from = command.from ?? before?.from ?? now;
  assertValidSilence({ matchers, from, until });
  const version = (before?.version ?? 0) + 1;
  const silence: Silence = { id, version, matchers, from, until, comment, author, updatedAt: now };
  if (before && sameSilence(before, silence)) return { silence: before, created: false };
  await silenceStore.save(tx, silence);
  await requestAlertReview(tx);
  return { silence, created: before === null };
}

const sameSilence = (a: Silence, b: Silence): boolean =>
  a.from.getTime() === b.from.getTime() &&
  a.until.getTime() === b.until.getTime() &&
  a.comment === b.comment &&
  JSON.stringify(inOrder(a.matchers)) === JSON.stringify(inOrder(b.matchers));

// The database gives the fields of a document in an order of its own.
const inOrder = (matchers: SilenceMatchers) => Object.entries(matchers).sort(([a], [b]) => (a < b ? -1 : 1));
