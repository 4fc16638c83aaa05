import type { CausesChanged, EventData } from '@harken/contracts';
import type { Reader, Tx } from '@harken/database';
import { Invalid } from '@harken/errors';
import type { ReceivedEvent } from '@harken/messaging';

/** The causes that complaints publishes. */
export const causeStore = {
  async follow(event: ReceivedEvent<EventData<typeof CausesChanged>>, tx: Tx): Promise<void> {
    await tx.query(
      `INSERT INTO cause_list AS known (version, active) VALUES ($1, $2)
       ON CONFLICT (one) DO UPDATE SET version = excluded.version, active = excluded.active
        WHERE known.version < excluded.version`,
      [event.data.version, event.data.active],
    );
  },

  async active(reader: Reader): Promise<readonly string[]> {
    const rows: { active: string[] }[] = await reader.query('SELECT active FROM cause_list');
    return rows[0]?.active ?? [];
  },
};

export function assertCause(cause: string | undefined, active: readonly string[]): void {
  if (cause === undefined || active.includes(cause)) return;
  throw new Invalid('problem.cause-unknown', 'The list has no such cause.', [
    { pointer: '/cause', code: 'problem.cause-unknown', detail: `No active cause has the id ${cause}.` },
  ]);
}
