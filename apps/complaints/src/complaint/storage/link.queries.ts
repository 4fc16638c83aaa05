import type { Tx } from '@harken/database';

export const follows = 'follows';
export const followedBy = 'followed_by';

/** The open complaint that follows this one, which could not be reopened any more. */
export async function openFollowerOf(tx: Tx, id: string): Promise<string | undefined> {
  const [follower] = (await tx.query(
    `SELECT c.id FROM links l JOIN complaints c ON c.id = l."to"
      WHERE l.complaint_id = $1 AND l.kind = $2 AND c.ended_at IS NULL ORDER BY c.id LIMIT 1`,
    [id, followedBy],
  )) as { id: string }[];
  return follower?.id;
}
