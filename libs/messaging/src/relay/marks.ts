import type { Cursor, RelaySession } from './relay-session.ts';

/** How far was published, and how far the table says so: the second follows the first with a delay. */
export class Marks {
  readonly #session: Pick<RelaySession, 'advance'>;
  readonly #everyMs: number;
  #published: Cursor;
  #written: Cursor;
  #writtenAt = performance.now();

  constructor(session: Pick<RelaySession, 'advance'>, cursor: Cursor, everyMs: number) {
    this.#session = session;
    this.#everyMs = everyMs;
    this.#published = cursor;
    this.#written = cursor;
  }

  get published(): Cursor {
    return this.#published;
  }

  async move({ horizon, seq }: Cursor): Promise<void> {
    this.#published = { horizon, seq };
    if (performance.now() - this.#writtenAt >= this.#everyMs) await this.write();
  }

  /** How long one may sleep with nothing to publish; what is due to be written is written. */
  async rest(atMostMs: number): Promise<number> {
    if (this.#published === this.#written) return atMostMs;
    const leftMs = this.#everyMs - (performance.now() - this.#writtenAt);
    if (leftMs > 0) return Math.min(atMostMs, leftMs);
    await this.write();
    return atMostMs;
  }

  async write(): Promise<void> {
    if (this.#published === this.#written) return;
    await this.#session.advance(this.#written, this.#published);
    this.#written = this.#published;
    this.#writtenAt = performance.now();
  }
}
