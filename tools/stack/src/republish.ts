import { type DatabaseSsl, tlsOptions } from '@harken/database';
import { withClient } from '@harken/local-infrastructure';

export class RelayRuns extends Error {
  constructor(service: string) {
    super(`${service} still publishes. Stop the services first: what is new would overtake what is sent again.`);
    this.name = 'RelayRuns';
  }
}

/**
 * Puts the cursor of an outbox back to its beginning, for a Kafka that came back empty; returns how many events it holds.
 * Readers drop what they have worked before: their inboxes are kept at least as long as the outboxes.
 */
export const republish = (service: string, ownerUrl: string, ssl?: DatabaseSsl): Promise<number> =>
  withClient(
    ownerUrl,
    async (client) => {
      await client.query('BEGIN');
      const { rows } = await client.query<{ free: boolean }>(
        `SELECT pg_try_advisory_xact_lock(hashtext('harken.relay'), hashtext(current_schema())) AS free`,
      );
      if (!rows[0]?.free) throw new RelayRuns(service);
      await client.query('UPDATE outbox_cursor SET horizon = 0, seq = 0');
      const counted = await client.query<{ events: string }>('SELECT count(*) AS events FROM outbox');
      await client.query('COMMIT');
      return Number(counted.rows[0]?.events);
    },
    tlsOptions(ssl),
  );
