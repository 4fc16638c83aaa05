import type { EventData, PersonChanged } from '@harken/contracts';
import type { Tx } from '@harken/database';

/** Keeps the teams of people, and who stands in for them. */
export async function followStaff(
  { data: { person } }: { readonly data: EventData<typeof PersonChanged> },
  tx: Tx,
): Promise<void> {
  await tx.query(
    `INSERT INTO staff (person, deputy, teams) VALUES ($1, $2, $3)
     ON CONFLICT (person) DO UPDATE SET deputy = excluded.deputy, teams = excluded.teams`,
    [person.personId, person.deputy, person.teams],
  );
}
