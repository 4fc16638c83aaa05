import type { Tx } from '@harken/database';
import { type ReadableText, secondLookStore } from './second-look.store.ts';

/** Texts that came in, changed, or are read for new themes: where there is a text reader, they wait for it. */
export const wantSecondLook = (feedback: readonly ReadableText[], tx: Tx): Promise<void> =>
  secondLookStore.want(tx, feedback);
