import type { DataSource, EntitySubscriberInterface, QueryRunner } from 'typeorm';
import type { Tx } from './transaction.ts';

interface PendingCallback {
  readonly run: () => void;
  depth: number;
}

const pending = new WeakMap<QueryRunner, PendingCallback[]>();
const watched = new WeakSet<DataSource>();

/**
 * Runs `run` once after COMMIT, never if the transaction (or the savepoint of the call) is rolled back. Two calls with
 * the same function run it once. Work that has to survive a crash belongs in the transaction, not here.
 */
export function afterCommit(tx: Tx, run: () => void): void {
  const runner = tx.queryRunner;
  if (!runner?.isTransactionActive) throw new TypeError('afterCommit needs a running transaction');
  watch(tx.dataSource);
  const list = pending.get(runner) ?? [];
  pending.set(runner, list);
  if (!list.some((entry) => entry.run === run)) list.push({ run, depth: depthOf(runner) });
}

function watch(dataSource: DataSource): void {
  if (watched.has(dataSource)) return;
  watched.add(dataSource);
  dataSource.subscribers.push(subscriber);
}

const subscriber: EntitySubscriberInterface = {
  afterTransactionCommit({ queryRunner }) {
    const list = pending.get(queryRunner);
    if (!list) return;
    if (queryRunner.isTransactionActive) {
      for (const entry of list) entry.depth = Math.min(entry.depth, depthOf(queryRunner));
      return;
    }
    pending.delete(queryRunner);
    for (const { run } of list) runGuarded(run);
  },
  afterTransactionRollback({ queryRunner }) {
    const list = pending.get(queryRunner);
    if (!list) return;
    const kept = queryRunner.isTransactionActive ? list.filter(({ depth }) => depth <= depthOf(queryRunner)) : [];
    pending.set(queryRunner, kept);
  },
};

// TypeORM counts savepoints in a protected field; there is no public way to ask.
const depthOf = (runner: QueryRunner): number => Number(Reflect.get(runner, 'transactionDepth') ?? 1);

function runGuarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    // The commit stands: it must not look failed to its caller.
    process.emitWarning(error instanceof Error ? error : String(error), 'AfterCommitWarning');
  }
}
