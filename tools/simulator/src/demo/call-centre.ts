import { createHash } from 'node:crypto';
import { type ApiClient, expectStatus } from '../api-client.ts';
import type { Alert } from '../webhook-receiver.ts';

const opened = 'harken.complaints.complaint-opened';

/** The people at work: they answer some complaints at once and leave others lying until management comes. */
export class CallCentre {
  /** Complaints answered at once. */
  readonly prompt = new Set<string>();
  readonly #client: ApiClient;
  readonly #share: number;
  readonly #isOurs: (alert: Alert) => boolean;
  readonly #working = new Set<Promise<void>>();
  readonly failures: unknown[] = [];

  constructor(client: ApiClient, share: number, isOurs: (alert: Alert) => boolean) {
    this.#client = client;
    this.#share = share;
    this.#isOurs = isOurs;
  }

  /** Called with every alert that arrives; the id decides who is answered, so a repeat decides the same. */
  onAlert(alert: Alert): void {
    const first = createHash('sha256').update(alert.subject).digest()[0] ?? 0;
    if (alert.type !== opened || !this.#isOurs(alert) || first / 256 >= this.#share) return;
    if (this.prompt.has(alert.subject)) return;
    this.prompt.add(alert.subject);
    const work = this.answer(alert.subject).catch((error: unknown) => {
      this.failures.push(error);
    });
    this.#working.add(work);
    void work.finally(() => this.#working.delete(work));
  }

  /** Acknowledges, answers and closes. */
  async answer(id: string): Promise<void> {
    const text = 'We are sorry. It has been put right.';
    await this.#command(id, 'acknowledge', {});
    await this.finish(id, text);
  }

  /** Answers and closes what was acknowledged, or never was. */
  async finish(id: string, text = 'We are sorry that it took so long. It has been put right.'): Promise<void> {
    await this.#command(id, 'answer', { outcome: 'upheld', reasons: ['demonstration'], channel: 'email', text });
    await this.#command(id, 'resolve', {});
    await this.#command(id, 'close', {});
  }

  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  async #command(id: string, name: string, body: object): Promise<void> {
    const headers = { 'idempotency-key': `demo-${id}-${name}` };
    expectStatus(
      await this.#client.post(`/v1/complaints/${id}/${name}`, { onBehalfOf: 'demo', ...body }, headers),
      200,
    );
  }
}
