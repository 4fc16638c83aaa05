import type { Tx } from '@harken/database';
import type { DataSource } from 'typeorm';
import { type DeadLetterRow, messageOf } from '../dead-letters/dead-letter-row.ts';
import { parseMessage } from '../events/parse-message.ts';
import { lockPartition } from '../inbox/inbox.ts';
import { Loop } from '../loops/loop.ts';
import { describeFailure, failureKind, failureLogFields } from '../processing/failure-kind.ts';
import { handleInOrder, reportConsumed } from '../processing/handle-in-order.ts';
import type { ProcessingContext } from '../processing/process-batch.ts';

const pollMs = 500;

interface ReplayTarget {
  readonly topic: string;
  readonly partition: number;
  readonly key: string | null;
  /** Events without a key have no successors: each is a target of its own. */
  readonly id: string | null;
}

/** Replays dead letters on request, each key in order, until one fails again. Every replica may run it. */
export class ReplayWorker {
  readonly #context: ProcessingContext;
  readonly #loop: Loop;

  constructor(context: ProcessingContext) {
    this.#context = context;
    this.#loop = new Loop({
      round: () => this.#replayNext(),
      onError: (error) =>
        context.logger.warn(failureLogFields(describeFailure(error)), 'a replay waits for the database'),
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #replayNext(): Promise<number> {
    const target = await nextTarget(this.#context.dataSource);
    if (!target) return pollMs;
    await this.#replay(target);
    return 0;
  }

  async #replay(target: ReplayTarget): Promise<void> {
    const { dataSource, logger } = this.#context;
    const progress: { head?: DeadLetterRow } = {};
    try {
      while (this.#loop.running) {
        if (!(await dataSource.transaction((tx) => this.#replayHead(tx, target, progress)))) return;
        logger.info({ topic: target.topic, eventId: progress.head?.event_id }, 'a dead letter was replayed');
      }
    } catch (error) {
      if (failureKind(error) === 'infrastructure' || !progress.head) throw error;
      await dataSource.transaction((tx) => this.#cancelReplay(tx, target, progress.head as DeadLetterRow, error));
    }
  }

  /** Handles the oldest dead letter and deletes it in one transaction. Under the lock no event of the key can overtake it. */
  async #replayHead(tx: Tx, target: ReplayTarget, progress: { head?: DeadLetterRow }): Promise<boolean> {
    const { group, subscriptions, metrics } = this.#context;
    await lockPartition(tx, { group, ...target });
    const head = await headOf(tx, target);
    if (!head?.replay_requested_at) return false;
    progress.head = head;
    const parsed = parseMessage(messageOf(head), subscriptions);
    if (parsed.kind === 'invalid') throw new StillInvalid(parsed.failure.text);
    if (parsed.kind === 'not-subscribed') throw new StillInvalid('no subscription takes this type any more');
    await tx.query('DELETE FROM dead_letters WHERE id = $1', [head.id]);
    await tx.query('INSERT INTO inbox (id) VALUES ($1) ON CONFLICT DO NOTHING', [parsed.event.id]);
    reportConsumed(metrics, await handleInOrder([parsed.event], subscriptions, tx));
    return true;
  }

  async #cancelReplay(tx: Tx, target: ReplayTarget, head: DeadLetterRow, error: unknown): Promise<void> {
    const failure = describeFailure(error);
    await lockPartition(tx, { group: this.#context.group, ...target });
    await tx.query(
      `UPDATE dead_letters SET replay_requested_at = NULL
        WHERE topic = $1 AND partition = $2 AND (key = $3 OR id = $4)`,
      [target.topic, target.partition, target.key, target.id],
    );
    await tx.query('UPDATE dead_letters SET error_code = $2, error_text = $3, tries = tries + 1 WHERE id = $1', [
      head.id,
      failure.code,
      failure.text,
    ]);
    this.#context.logger.warn(
      { deadLetter: head.id, ...failureLogFields(failure) },
      'a replay failed; the rest of its key stays in the dead letters',
    );
  }
}

class StillInvalid extends Error {
  override readonly name = 'StillInvalid';
}

async function nextTarget(dataSource: DataSource): Promise<ReplayTarget | undefined> {
  const [target] = await dataSource.query<ReplayTarget[]>(`
    SELECT topic, partition, key, CASE WHEN key IS NULL THEN id END AS id FROM dead_letters
     WHERE replay_requested_at IS NOT NULL AND discarded_at IS NULL ORDER BY replay_requested_at, id LIMIT 1`);
  return target;
}

async function headOf(tx: Tx, { topic, partition, key, id }: ReplayTarget): Promise<DeadLetterRow | undefined> {
  const [head] = await tx.query<DeadLetterRow[]>(
    `SELECT * FROM dead_letters WHERE topic = $1 AND partition = $2 AND (key = $3 OR id = $4) AND discarded_at IS NULL
      ORDER BY "offset" LIMIT 1 FOR UPDATE`,
    [topic, partition, key, id],
  );
  return head;
}
