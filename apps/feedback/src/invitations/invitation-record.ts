import { millisecondsOf } from '../programmes/duration.ts';
import type { Quota } from '../programmes/programme.ts';

/** When a customer was invited last, by whatever programme. */
export interface LastInvitation {
  readonly programme: string;
  readonly at: Date;
}

/** Who was invited before: what was read of the past, and what is decided here. Times must not go back. */
export class InvitationRecord {
  readonly #last = new Map<string, LastInvitation>();
  readonly #open = new Map<string, Date>();
  readonly #before = new Map<string, number>();
  readonly #since = new Map<string, { readonly times: number[]; passed: number }>();

  lastInvitation(customerId: string): LastInvitation | undefined {
    return this.#last.get(customerId);
  }

  /** Whether the customer can still answer an invitation of this programme. */
  hasOpen(programme: string, customerId: string, now: Date): boolean {
    const until = this.#open.get(keyOf(programme, customerId));
    return until !== undefined && until > now;
  }

  /** What counts in a quota of the programme, by its index. */
  counted(programme: string, index: number, { within }: Pick<Quota, 'within'>, now: Date): number {
    const key = keyOf(programme, index);
    const since = this.#since.get(key);
    const before = this.#before.get(key) ?? 0;
    if (!since) return before;
    const from = within === null ? Number.NEGATIVE_INFINITY : now.getTime() - millisecondsOf(within);
    while ((since.times[since.passed] ?? Number.POSITIVE_INFINITY) <= from) since.passed += 1;
    return before + since.times.length - since.passed;
  }

  /** Read of the past: what a quota has counted until now. */
  setCounted(programme: string, index: number, count: number): void {
    this.#before.set(keyOf(programme, index), count);
  }

  /** Of the past, or just decided. */
  noteInvited(customerId: string, invited: LastInvitation): void {
    const known = this.#last.get(customerId);
    if (!known || known.at <= invited.at) this.#last.set(customerId, invited);
  }

  noteOpen(programme: string, customerId: string, until: Date): void {
    this.#open.set(keyOf(programme, customerId), until);
  }

  /** An invitation that was decided now counts in this quota. */
  count(programme: string, index: number, at: Date): void {
    const key = keyOf(programme, index);
    const since = this.#since.get(key) ?? { times: [], passed: 0 };
    since.times.push(at.getTime());
    this.#since.set(key, since);
  }
}

const keyOf = (programme: string, part: string | number): string => `${programme} ${part}`;
