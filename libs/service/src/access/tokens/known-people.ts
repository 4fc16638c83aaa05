import { PersonChanged } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { on, type Subscription } from '@harken/messaging';
import type { DataSource } from 'typeorm';

/** What access needs of a person. */
export interface KnownPerson {
  readonly id: string;
  readonly roles: readonly string[];
}

/** A person by id, or by the subject of an issuer. */
export type PersonSearch = { readonly id: string } | { readonly issuer: string; readonly subject: string };

/** Keeps people in this service's schema. Only complaints does without: it writes the table itself. */
export const followPeople: Subscription = on(PersonChanged, async ({ data: { person } }, tx: Tx) => {
  await tx.query(
    `insert into people (id, subjects, roles) values ($1, $2, $3)
     on conflict (id) do update set subjects = excluded.subjects, roles = excluded.roles`,
    [person.personId, JSON.stringify(person.subjects), person.roles],
  );
});

/**
 * The person, or undefined. Also while two people have the subject: one has it from the other, and the event about the
 * other is still on its way.
 */
export async function findPerson(search: PersonSearch, database: DataSource): Promise<KnownPerson | undefined> {
  const found: KnownPerson[] =
    'id' in search
      ? await database.query('select id, roles from people where id = $1', [search.id])
      : await database.query('select id, roles from people where subjects @> $1::jsonb limit 2', [
          JSON.stringify([search]),
        ]);
  return found.length === 1 ? found[0] : undefined;
}
