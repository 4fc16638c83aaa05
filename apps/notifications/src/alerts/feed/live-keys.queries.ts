import type { DataSource } from 'typeorm';

/** Those of the keys that are neither revoked nor expired. */
export async function liveKeys(db: DataSource, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM access.api_keys
      WHERE id = ANY($1::uuid[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
