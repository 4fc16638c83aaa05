import type { Reader } from '@harken/database';

/** A name that events use and that no map in effect has. */
export interface UnmappedTouchpoint {
  readonly id: string;
  readonly events: number;
  readonly lastSeenAt: Date;
  readonly lastEventId: string;
}

const select = `
  SELECT a.touchpoint AS id, a.events::float8 AS events, a.last_seen_at AS "lastSeenAt", a.last_event_id AS "lastEventId"
    FROM activity a
   WHERE NOT EXISTS (SELECT FROM touchpoints t WHERE t.id = a.touchpoint)`;

export function listUnmapped(reader: Reader, after: string | null, limit: number): Promise<UnmappedTouchpoint[]> {
  return reader.query(`${select} AND ($1::text IS NULL OR a.touchpoint > $1) ORDER BY a.touchpoint LIMIT $2`, [
    after,
    limit + 1,
  ]);
}

export async function findUnmapped(reader: Reader, id: string): Promise<UnmappedTouchpoint | undefined> {
  const rows: UnmappedTouchpoint[] = await reader.query(`${select} AND a.touchpoint = $1`, [id]);
  return rows[0];
}
