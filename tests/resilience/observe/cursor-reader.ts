import type { Alert } from '@harken/simulator';
import type { Sender } from '../load/sender.ts';

interface Page {
  readonly items: readonly Alert[];
  readonly next: string;
}

/** Pulls alerts by cursor, as call-centre software without a public address does. */
export class CursorReader {
  readonly #sender: Sender;
  readonly #onAlert: (alert: Alert) => void;
  #cursor: string;
  #running = true;
  #loop: Promise<void> | undefined;
  alerts = 0;

  constructor(sender: Sender, from: string, onAlert: (alert: Alert) => void) {
    this.#sender = sender;
    this.#cursor = from;
    this.#onAlert = onAlert;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (this.#running) {
      const path = `/v1/alerts?limit=500&wait=2&after=${encodeURIComponent(this.#cursor)}`;
      const { items, next } = await this.#sender.read<Page>('notifications', 'call_centre', path);
      for (const alert of items) this.#onAlert(alert);
      this.alerts += items.length;
      this.#cursor = next;
    }
  }
}
