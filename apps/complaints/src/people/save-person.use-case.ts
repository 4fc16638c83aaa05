import { happened, type Identity, nameOf, PersonChanged } from '@harken/contracts';
import { databaseTime, type Tx } from '@harken/database';
import { RuleBroken, Stale } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { findPerson } from './person.queries.ts';
import { personStore } from './person.store.ts';
import { assertValidPerson, type Person, personFacts } from './person.ts';

export interface SavePerson {
  readonly person: Omit<Person, 'version'>;
  readonly expectedVersion: number | undefined;
  readonly actor: Identity;
  readonly onBehalfOf?: string | null | undefined;
}

/** Adds the person or replaces what is known of them. */
export async function savePerson({ person, expectedVersion, actor, onBehalfOf }: SavePerson, tx: Tx): Promise<Person> {
  assertValidPerson(person);
  await personStore.lockAll(tx);
  const known = await findPerson(tx, person.id);
  if (expectedVersion !== undefined && expectedVersion !== known?.version)
    throw new Stale('person.stale', 'The person is not at that version.', { version: known?.version ?? null });
  const owner = await personStore.findOwner(tx, person.subjects, person.id);
  if (owner)
    throw new RuleBroken('person.subject-taken', `${owner.id} has this subject already.`, {
      person: owner.id,
      pointer: `/subjects/${owner.nth}`,
    });
  const saved = { ...person, version: (known?.version ?? 0) + 1 };
  const by = nameOf(actor, onBehalfOf);
  await personStore.save(tx, saved, by);
  const at = (await databaseTime(tx)).toISOString();
  await outbox.add(tx, [
    happened(PersonChanged, saved.id, { person: personFacts(saved), version: saved.version, by, at }),
  ]);
  return saved;
}

/** Keeps until when somebody is away; false: no person has the id. */
export async function markPersonAway(
  id: string,
  awayUntil: Date | null,
  who: Pick<SavePerson, 'actor' | 'onBehalfOf'>,
  tx: Tx,
): Promise<boolean> {
  await personStore.lockAll(tx);
  const known = await findPerson(tx, id);
  if (!known) return false;
  const { version: _version, ...person } = known;
  if (known.awayUntil?.getTime() !== awayUntil?.getTime())
    await savePerson({ ...who, person: { ...person, awayUntil }, expectedVersion: undefined }, tx);
  return true;
}
