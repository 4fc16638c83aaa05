import type { EventContract } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import type { ReceivedEvent, Tx } from '@harken/messaging';
import { foldChanges } from '../complaints/cells/fold-changes.use-case.ts';
import { digestsOf } from './digest.queries.ts';
import { type FactCounts, generationStore } from './generation.store.ts';

/** Takes events of some types into one generation of the facts; their order does not matter. */
export interface Projection {
  readonly contracts: readonly EventContract[];
  take(events: readonly ReceivedEvent[], tx: Tx, generation: number): Promise<void>;
}

/** Gives out all events there are, portion by portion, and resolves at the end. */
export type EventLog = (take: (events: readonly ReceivedEvent[]) => Promise<void>) => Promise<void>;

export interface Rebuilt {
  readonly events: number;
  readonly before: { readonly digest: string; readonly counts: FactCounts };
  readonly after: { readonly digest: string; readonly counts: FactCounts };
  readonly same: boolean;
}

type Database = Parameters<typeof digestsOf>[0];

const eventsPerTransaction = 500;

/**
 * Makes a second generation of all facts from the log, beside the current one that readers see, and then switches.
 * Consumers go on and write to both. One rebuild at a time; the caller holds the lock.
 */
export async function rebuild(
  command: { readonly log: EventLog; readonly projections: readonly Projection[]; readonly allowFewer?: boolean },
  database: Database,
): Promise<Rebuilt> {
  const leftover = await generationStore.unfinished(database);
  if (leftover !== undefined) await generationStore.drop(database, leftover);
  const current = await generationStore.current(database);
  const made = await generationStore.begin(database);
  try {
    let events = 0;
    await command.log(async (portion) => {
      for (let i = 0; i < portion.length; i += eventsPerTransaction) {
        const some = portion.slice(i, i + eventsPerTransaction);
        await generationStore.intoBuilding(database, (tx) => takeAll(some, command.projections, tx, made));
        await database.transaction(foldChanges);
        events += some.length;
      }
    });
    const [before = '', after = ''] = await digestsOf(database, [current, made]);
    const counts = [
      await generationStore.counts(database, current),
      await generationStore.counts(database, made),
    ] as const;
    if (!command.allowFewer) refuseLoss(...counts);
    await generationStore.switchTo(database, made);
    await generationStore.drop(database, current);
    return {
      events,
      before: { digest: before, counts: counts[0] },
      after: { digest: after, counts: counts[1] },
      same: before === after,
    };
  } catch (error) {
    // Nobody has seen it. Once switched to, it is the current one and stays.
    const unfinished = await generationStore.unfinished(database);
    if (unfinished !== undefined) await generationStore.drop(database, unfinished);
    throw error;
  }
}

async function takeAll(
  events: readonly ReceivedEvent[],
  projections: readonly Projection[],
  tx: Tx,
  generation: number,
): Promise<void> {
  for (const { contracts, take } of projections) {
    const types = new Set(contracts.map(({ type }) => type));
    const some = events.filter(({ type }) => types.has(type));
    if (some.length > 0) await take(some, tx, generation);
  }
}

/** A log that no longer reaches back to the beginning must not shorten what is known. */
function refuseLoss(before: FactCounts, after: FactCounts): void {
  if (
    after.scoreFacts >= before.scoreFacts &&
    after.complaints >= before.complaints &&
    after.journeys >= before.journeys
  ) {
    return;
  }
  throw new RuleBroken('rebuild.would-lose-facts', 'The log gives fewer facts than are known; nothing was changed.', {
    before,
    after,
  });
}
