import { sql, type Tx } from '@harken/database';
import { selectFeedback } from '../../feedback/feedback.queries.ts';
import type { ThemedFeedback } from '../keep-themes.use-case.ts';

export interface ReadAgain extends ThemedFeedback {
  readonly text: string;
  readonly language: string | null;
}

const select = sql<ReadAgain>(`
  SELECT id, version, text, language, "occurredAt", themes, "themesUnsure"
    FROM (${selectFeedback}
           WHERE ($1::uuid IS NULL OR f.id < $1) AND f.id >= $2 AND f.text IS NOT NULL
           ORDER BY f.id DESC LIMIT $3 FOR UPDATE OF f) AS feedback`);

/** The newest feedback with a text before an id, locked until the commit. */
export const themesToReassign = (
  tx: Tx,
  { beforeId, since, limit }: { beforeId: string | null; since: Date; limit: number },
): Promise<ReadAgain[]> => select.query(tx, [beforeId, firstIdOf(since), limit]);

/** The lowest UUIDv7 of a millisecond: ids of feedback grow with the time when it came in. */
const firstIdOf = (time: Date): string =>
  `${time.getTime().toString(16).padStart(12, '0')}70008000000000000000`.replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5',
  );
