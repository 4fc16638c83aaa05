import type { DataSource, EntitySubscriberInterface, QueryRunner } from 'typeorm';
import type { Tx } from './transaction.ts';

interface Waiting {
  readonly run: () => void;
  depth: number;
}

const waiting = new WeakMap<QueryRunner, Waiting[]>();
const watched = new WeakSet<DataSource>();

/**
 * Runs `run` once after COMMIT, never when the transaction (or the savepoint it was asked in) is rolled back.
 * Asking twice with the same function runs it once. What has to survive a crash belongs into the transaction, not here.
 */
export function afterCommit(tx: Tx, run: () => void): void {
  const runner = tx.queryRunner;
  if (!runner?.isTransactionActive) throw new TypeError('afterCommit needs a running transaction');
  watch(tx.dataSource);
  const list = waiting.get(runner) ?? [];
  waiting.set(runner, list);
  if (!list.some((entry) => entry.run === run)) list.push({ run, depth: depthOf(runner) });
}

function watch(dataSource: DataSource): void {
  if (watched.has(dataSource)) return;
  watched.add(dataSource);
  dataSource.subscribers.push(subscriber);
}

const subscriber: EntitySubscriberInterface = {
  afterTransactionCommit({ queryRunner }) {
    const list = waiting.get(queryRunner);
    if (!list) return;
    if (queryRunner.isTransactionActive) {
      for (const entry of list) entry.depth = Math.min(entry.depth, depthOf(queryRunner));
      return;
    }
    waiting.delete(queryRunner);
    for (const { run } of list) runGuarded(run);
  },
  afterTransactionRollback({ queryRunner }) {
    const list = waiting.get(queryRunner);
    if (!list) return;
    const kept = queryRunner.isTransactionActive ? list.filter(({ depth }) => depth <= depthOf(queryRunner)) : [];
    waiting.set(queryRunner, kept);
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
