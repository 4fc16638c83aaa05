import { type Reader, selectList, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import { OpenLinkTable } from './open-link.table.ts';
import type { OpenLink } from './open-link.ts';

const columns = selectList(OpenLinkTable, 'l');
const byId = sql<OpenLink>(`SELECT ${columns} FROM open_links l WHERE l.id = $1`);
const bySlug = sql<OpenLink>(`SELECT ${columns} FROM open_links l WHERE l.slug = $1`);
const page = sql<OpenLink>(`
  SELECT ${columns} FROM open_links l
   WHERE ($1::text IS NULL OR l.id > $1) AND ($2::text[] IS NULL OR l.programme = ANY($2))
   ORDER BY l.id LIMIT $3`);

export async function findOpenLink(db: Reader, id: string): Promise<OpenLink> {
  const [found] = await byId.query(db, [id]);
  if (!found) throw new NotFound('open-link', id);
  return found;
}

export async function findOpenLinkBySlug(db: Reader, slug: string): Promise<OpenLink | undefined> {
  return (await bySlug.query(db, [slug]))[0];
}

export interface OpenLinkFilter {
  readonly programme?: readonly string[] | undefined;
}

/** By id. */
export const listOpenLinks = (
  db: Reader,
  { programme }: OpenLinkFilter,
  limit: number,
  after: string | null,
): Promise<OpenLink[]> => page.query(db, [after, programme ?? null, limit]);
