import type { EventContract } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import type { ReceivedEvent } from '@harken/messaging';
import { rollUpChanges } from '../complaints/cells/roll-up-changes.use-case.ts';
import { recheckAllCustomers } from '../values/standing/mark-customers.use-case.ts';
import { digestsOf } from './digest.queries.ts';
import { type FactCounts, generationStore } from './generation.store.ts';

/** Projects events of some types into one generation of the facts. Their order does not matter. */
export interface Projection {
  readonly contracts: readonly EventContract[];
  project(events: readonly ReceivedEvent[], tx: Tx, generation: number): Promise<void>;
}

/** Passes on all events of the log in batches and resolves at the end. */
export type EventLog = (take: (events: readonly ReceivedEvent[]) => Promise<void>) => Promise<void>;

export interface RebuildResult {
  readonly events: number;
  readonly before: { readonly digest: string; readonly counts: FactCounts };
  readonly after: { readonly digest: string; readonly counts: FactCounts };
  readonly same: boolean;
}

type Database = Parameters<typeof digestsOf>[0];

const eventsPerTransaction = 500;

/**
 * Builds a second generation of all facts from the log, while readers see the current one, and then switches. Consumers
 * continue and write to both. One rebuild at a time; the caller holds the lock.
 */
export async function rebuild(
  command: {
    readonly log: EventLog;
    readonly projections: readonly Projection[];
    readonly allowFewer?: boolean;
    /** In which days and months of cells are cut; without it, as they are. */
    readonly timezone?: string;
  },
  database: Database,
): Promise<RebuildResult> {
  const leftover = await generationStore.unfinished(database);
  if (leftover !== undefined) await generationStore.drop(database, leftover);
  const current = await generationStore.current(database);
  const next = await generationStore.create(database, command.timezone);
  try {
    let events = 0;
    await command.log(async (batch) => {
      for (let i = 0; i < batch.length; i += eventsPerTransaction) {
        const some = batch.slice(i, i + eventsPerTransaction);
        await generationStore.writeToBuilding(database, (tx) => projectAll(some, command.projections, tx, next));
        await database.transaction(rollUpChanges);
        events += some.length;
      }
    });
    const [before = '', after = ''] = await digestsOf(database, [current, next]);
    const counts = [
      await generationStore.counts(database, current),
      await generationStore.counts(database, next),
    ] as const;
    if (!command.allowFewer) assertNothingLost(...counts);
    await generationStore.switchTo(database, next);
    await database.transaction(recheckAllCustomers);
    await generationStore.drop(database, current);
    return {
      events,
      before: { digest: before, counts: counts[0] },
      after: { digest: after, counts: counts[1] },
      same: before === after,
    };
  } catch (error) {
    // No reader has seen it. After the switch it is the current one and stays.
    const unfinished = await generationStore.unfinished(database);
    if (unfinished !== undefined) await generationStore.drop(database, unfinished);
    throw error;
  }
}

async function projectAll(
  events: readonly ReceivedEvent[],
  projections: readonly Projection[],
  tx: Tx,
  generation: number,
): Promise<void> {
  for (const { contracts, project } of projections) {
    const types = new Set(contracts.map(({ type }) => type));
    const some = events.filter(({ type }) => types.has(type));
    if (some.length > 0) await project(some, tx, generation);
  }
}

/** A log that has lost its beginning must not remove facts. */
function assertNothingLost(before: FactCounts, after: FactCounts): void {
  if (
    after.scoreFacts >= before.scoreFacts &&
    after.complaints >= before.complaints &&
    after.journeys >= before.journeys
  ) {
    return;
  }
  throw new RuleBroken('rebuild.would-lose-facts', 'The log gives fewer facts than are stored; nothing was changed.', {
    before,
    after,
  });
}
