import type { Tx } from '@harken/database';
import type { Person, Subject } from './person.ts';

export const personStore = {
  /** One change at a time: a subject belongs to one person, and readers follow the numbers of the changes. */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('harken.people', 0))");
  },

  /** The other person who has one of the subjects. */
  async findOwner(
    tx: Tx,
    subjects: readonly Subject[],
    except: string,
  ): Promise<{ id: string; nth: number } | undefined> {
    const [owner] = (await tx.query(
      `SELECT p.id, s.nth::int - 1 AS nth FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS s (subject, nth)
         JOIN people p ON p.subjects @> jsonb_build_array(s.subject) AND p.id <> $2 ORDER BY s.nth LIMIT 1`,
      [JSON.stringify(subjects), except],
    )) as { id: string; nth: number }[];
    return owner;
  },

  async save(tx: Tx, person: Person, by: string): Promise<void> {
    await tx.query(
      `INSERT INTO people (id, name, subjects, roles, teams, email, language, zone, deputy, away_until, version,
                           revision, updated_at, updated_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
               (SELECT coalesce(max(revision), 0) + 1 FROM people), clock_timestamp(), $12)
       ON CONFLICT (id) DO UPDATE SET
         name = excluded.name, subjects = excluded.subjects, roles = excluded.roles, teams = excluded.teams,
         email = excluded.email, language = excluded.language, zone = excluded.zone, deputy = excluded.deputy,
         away_until = excluded.away_until, version = excluded.version, revision = excluded.revision,
         updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [
        ...[person.id, person.name, JSON.stringify(person.subjects), person.roles, person.teams, person.email],
        ...[person.language, person.zone, person.deputy, person.awayUntil, person.version, by],
      ],
    );
  },
};
