import type { DataSource } from 'typeorm';
import type { Tx } from '../database/transaction.ts';
import { messageOf, type ParkedRow } from '../dead-letters/parked-row.ts';
import { readEvent } from '../events/read-event.ts';
import { fence } from '../inbox/inbox.ts';
import { backoffMs, Sleeper } from '../loops/sleeper.ts';
import { describeFailure, failureOf, faultFields } from '../processing/failure.ts';
import { handleInOrder, reportConsumed } from '../processing/handle.ts';
import type { ChunkContext } from '../processing/work-items.ts';

const pollMs = 500;

interface Line {
  readonly topic: string;
  readonly partition: number;
  readonly key: string | null;
  /** Events without a key have no successors: each is a line of its own. */
  readonly id: string | null;
}

/** Works parked events whose replay was asked for, each key in order, until one fails again. Every replica may run it. */
export class ReplayWorker {
  readonly #context: ChunkContext;
  readonly #sleeper = new Sleeper();
  #running = false;
  #loop: Promise<void> | undefined;

  constructor(context: ChunkContext) {
    this.#context = context;
  }

  start(): void {
    this.#running = true;
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#sleeper.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.#running) {
      try {
        const line = await nextLine(this.#context.dataSource);
        if (line) await this.#replay(line);
        else await this.#sleeper.sleep(pollMs);
        failures = 0;
      } catch (error) {
        this.#context.logger.warn(faultFields(describeFailure(error)), 'a replay waits for the database');
        if (this.#running) await this.#sleeper.sleep(backoffMs(failures++));
      }
    }
  }

  async #replay(line: Line): Promise<void> {
    const { dataSource, logger } = this.#context;
    const progress: { head?: ParkedRow } = {};
    try {
      while (this.#running) {
        if (!(await dataSource.transaction((tx) => this.#replayHead(tx, line, progress)))) return;
        logger.info({ topic: line.topic, eventId: progress.head?.event_id }, 'a parked event was replayed');
      }
    } catch (error) {
      if (failureOf(error) === 'lost' || !progress.head) throw error;
      await dataSource.transaction((tx) => this.#giveBack(tx, line, progress.head as ParkedRow, error));
    }
  }

  /** Event, effects and the end of being parked in one transaction; inside the fence nothing of the key can overtake. */
  async #replayHead(tx: Tx, line: Line, progress: { head?: ParkedRow }): Promise<boolean> {
    const { group, subscriptions, metrics } = this.#context;
    await fence(tx, { group, ...line });
    const head = await headOf(tx, line);
    if (!head?.replay_requested_at) return false;
    progress.head = head;
    const reading = readEvent(messageOf(head), subscriptions);
    if (reading.kind === 'invalid') throw new StillInvalid(reading.fault.text);
    if (reading.kind === 'not-subscribed') throw new StillInvalid('no handler takes this type any more');
    await tx.query('DELETE FROM parked WHERE id = $1', [head.id]);
    await tx.query('INSERT INTO inbox (id) VALUES ($1) ON CONFLICT DO NOTHING', [reading.event.id]);
    reportConsumed(metrics, await handleInOrder([reading.event], subscriptions, tx));
    return true;
  }

  async #giveBack(tx: Tx, line: Line, head: ParkedRow, error: unknown): Promise<void> {
    const fault = describeFailure(error);
    await fence(tx, { group: this.#context.group, ...line });
    await tx.query(
      `UPDATE parked SET replay_requested_at = NULL
        WHERE topic = $1 AND partition = $2 AND (key = $3 OR id = $4)`,
      [line.topic, line.partition, line.key, line.id],
    );
    await tx.query('UPDATE parked SET error_code = $2, error_text = $3, tries = tries + 1 WHERE id = $1', [
      head.id,
      fault.code,
      fault.text,
    ]);
    this.#context.logger.warn(
      { parked: head.id, ...faultFields(fault) },
      'a replay failed; the rest of its key stays parked',
    );
  }
}

class StillInvalid extends Error {
  override readonly name = 'StillInvalid';
}

async function nextLine(dataSource: DataSource): Promise<Line | undefined> {
  const [line] = await dataSource.query<Line[]>(`
    SELECT topic, partition, key, CASE WHEN key IS NULL THEN id END AS id FROM parked
     WHERE replay_requested_at IS NOT NULL AND discarded_at IS NULL ORDER BY replay_requested_at, id LIMIT 1`);
  return line;
}

async function headOf(tx: Tx, { topic, partition, key, id }: Line): Promise<ParkedRow | undefined> {
  const [head] = await tx.query<ParkedRow[]>(
    `SELECT * FROM parked WHERE topic = $1 AND partition = $2 AND (key = $3 OR id = $4) AND discarded_at IS NULL
      ORDER BY "offset" LIMIT 1 FOR UPDATE`,
    [topic, partition, key, id],
  );
  return head;
}
