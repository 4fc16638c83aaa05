import type { ComplaintImportFinished, EventData } from '@harken/contracts';
import { type Reader, sql } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { ImportDto } from './import.dto.ts';
import type { ImportedItem } from './import.table.ts';

export type KnownItem = Pick<ImportedItem, 'source' | 'externalId' | 'digest' | 'complaintId'> & {
  readonly number: string;
};

const selectKnown = sql<KnownItem>(`
  SELECT i.source, i.external_id AS "externalId", i.digest, i.complaint_id AS "complaintId", c.number
    FROM unnest($1::text[], $2::text[]) AS said (source, external_id)
    JOIN imported_complaints i USING (source, external_id) JOIN complaints c ON c.id = i.complaint_id`);

/** The complaints that were imported before under these (source, external id). */
export const knownItems = (
  db: Reader,
  said: readonly Pick<ImportedItem, 'source' | 'externalId'>[],
): Promise<KnownItem[]> =>
  selectKnown.query(db, [said.map(({ source }) => source), said.map(({ externalId }) => externalId)]);

// The complaints of the import, and those of them with a running clock past its deadline.
const complaintsOfImport = `
  mine AS MATERIALIZED (
    SELECT c.id, c.number, c.team, c.severity, c.ended_at
      FROM imported_complaints i JOIN complaints c ON c.id = i.complaint_id WHERE i.import_id = $1),
  overdue AS MATERIALIZED (
    SELECT m.*, late.due_at,
           coalesce((SELECT max(e.level) FROM escalations e WHERE e.complaint_id = m.id AND e.closed_at IS NULL), 0) AS level
      FROM mine m, LATERAL (
        SELECT min(k.due_at) AS due_at FROM clocks k
         WHERE k.complaint_id = m.id AND k.met_at IS NULL AND k.due_at <= clock_timestamp() OFFSET 0) late
     WHERE m.ended_at IS NULL AND late.due_at IS NOT NULL)`;

const selectImport = sql<ImportDto>(`
  WITH ${complaintsOfImport}
  SELECT i.id AS "importId", CASE WHEN i.finished_at IS NULL THEN 'open' ELSE 'finished' END AS state,
         i.started_at AS "startedAt", i.finished_at AS "finishedAt", i.requests, i.accepted, i.duplicates, i.conflicts,
         i.rejected, (SELECT count(*)::int FROM mine WHERE ended_at IS NULL) AS open,
         (SELECT count(*)::int FROM overdue) AS overdue
    FROM imports i WHERE i.id = $1`);

export async function getImport(db: Reader, id: string): Promise<ImportDto> {
  const [found] = await selectImport.query(db, [id]);
  if (!found) throw new NotFound('complaint-import', id);
  return found;
}

export type ImportSummary = Pick<EventData<typeof ComplaintImportFinished>, 'complaints' | 'open' | 'overdue'>;

const maxNamed = 100;

// Times as events have them.
const isoTime = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const selectSummary = sql<ImportSummary>(`
  WITH ${complaintsOfImport}
  SELECT (SELECT count(*)::int FROM mine) AS complaints,
         (SELECT count(*)::int FROM mine WHERE ended_at IS NULL) AS open,
         json_build_object(
           'total', (SELECT count(*) FROM overdue),
           'severity', coalesce((SELECT severity FROM overdue
              ORDER BY array_position(ARRAY['critical', 'high', 'normal', 'low'], severity) LIMIT 1), 'low'),
           'byTeam', (SELECT coalesce(json_agg(json_build_object('team', team, 'count', n) ORDER BY n DESC, team), '[]')
              FROM (SELECT team, count(*) AS n FROM overdue GROUP BY team) teams),
           'byLevel', (SELECT coalesce(json_agg(json_build_object('level', level, 'count', n) ORDER BY level), '[]')
              FROM (SELECT level, count(*) AS n FROM overdue GROUP BY level) levels),
           'longest', (SELECT coalesce(json_agg(json_build_object('complaintId', id, 'number', number, 'team', team,
                                                                  'dueAt', ${isoTime('due_at')}) ORDER BY due_at, id), '[]')
              FROM (SELECT * FROM overdue ORDER BY due_at, id LIMIT ${maxNamed}) longest)) AS overdue`);

/** What is open and overdue of the import now. */
export const summaryOf = (db: Reader, importId: string): Promise<ImportSummary> =>
  selectSummary.queryOne(db, [importId]);
