import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '@harken/simulator';

export interface Sent {
  readonly at: number;
  readonly tookMs: number;
  /** 0: no answer came. */
  readonly status: number;
  readonly retryAfter: boolean;
  readonly customer: string;
}

const everyMs = 40;
const timeoutMs = 20_000;

/** One complaint after the other, each from a customer of its own, at a steady pace whatever the answers. */
export class Traffic {
  readonly sent: Sent[] = [];
  readonly #api: ApiClient;
  readonly #name = `t${Date.now().toString(36)}`;
  readonly #underWay = new Set<Promise<void>>();
  #running = true;
  #loop: Promise<void> | undefined;

  constructor(api: ApiClient) {
    this.#api = api;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#loop;
    await Promise.all(this.#underWay);
  }

  since(at: number): readonly Sent[] {
    return this.sent.filter((one) => one.at >= at);
  }

  async #run(): Promise<void> {
    for (let n = 0; this.#running; n += 1) {
      const one: Promise<void> = this.#send(`${this.#name}-${n}`).finally(() => this.#underWay.delete(one));
      this.#underWay.add(one);
      await delay(everyMs);
    }
  }

  async #send(customer: string): Promise<void> {
    const at = performance.now();
    const feedback = {
      source: 'proof',
      id: customer,
      customer,
      method: 'survey',
      touchpoint: 'handover',
      answers: { nps: 1 },
      occurredAt: '2026-03-02T09:15:00Z',
    };
    const late = delay(timeoutMs, undefined, { ref: false }).then(() => {
      throw new Error('no answer in time');
    });
    const { status, headers } = await Promise.race([this.#api.post('/v1/feedback', feedback), late]).catch(() => ({
      status: 0,
      headers: {} as Readonly<Record<string, unknown>>,
    }));
    const tookMs = performance.now() - at;
    this.sent.push({ at, tookMs, status, retryAfter: headers['retry-after'] !== undefined, customer });
  }
}

/** How many of each status, and the slowest of each in milliseconds. */
export function tally(sent: readonly Sent[]): string {
  const byStatus = Map.groupBy(sent, ({ status }) => status);
  return [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, all]) => `${all.length}x ${status || 'no answer'} (<= ${Math.round(slowest(all))} ms)`)
    .join(', ');
}

export const slowest = (sent: readonly Sent[]): number => Math.max(0, ...sent.map(({ tookMs }) => tookMs));
