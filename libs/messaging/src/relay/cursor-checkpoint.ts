import type { Cursor, RelaySession } from './relay-session.ts';

/** The published cursor, and the saved one in the table, which follows with a delay. */
export class CursorCheckpoint {
  readonly #session: Pick<RelaySession, 'advance'>;
  readonly #everyMs: number;
  #published: Cursor;
  #saved: Cursor;
  #savedAt = performance.now();

  constructor(session: Pick<RelaySession, 'advance'>, cursor: Cursor, everyMs: number) {
    this.#session = session;
    this.#everyMs = everyMs;
    this.#published = cursor;
    this.#saved = cursor;
  }

  get published(): Cursor {
    return this.#published;
  }

  async advanceTo({ horizon, seq }: Cursor): Promise<void> {
    this.#published = { horizon, seq };
    if (performance.now() - this.#savedAt >= this.#everyMs) await this.save();
  }

  /** How long the relay may sleep with nothing to publish. Saves the cursor if that is due. */
  async sleepLimitMs(maxMs: number): Promise<number> {
    if (this.#published === this.#saved) return maxMs;
    const leftMs = this.#everyMs - (performance.now() - this.#savedAt);
    if (leftMs > 0) return Math.min(maxMs, leftMs);
    await this.save();
    return maxMs;
  }

  async save(): Promise<void> {
    if (this.#published === this.#saved) return;
    await this.#session.advance(this.#saved, this.#published);
    this.#saved = this.#published;
    this.#savedAt = performance.now();
  }
}
