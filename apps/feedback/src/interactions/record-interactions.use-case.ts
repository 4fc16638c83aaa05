import { newId, outbox, type Tx } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { interactionStore } from './interaction.store.ts';
import { type Interaction, type InteractionGiven, interactionRecorded } from './interaction.ts';

export interface RecordedInteraction {
  readonly interaction: Interaction;
  /** False for a repeat of (source, sourceId): `interaction` is the first one then. */
  readonly isNew: boolean;
}

/** Takes any number of interactions in one transaction; answers in the order given. */
export async function recordInteractions(given: readonly InteractionGiven[], tx: Tx): Promise<RecordedInteraction[]> {
  if (given.length === 0) return [];
  const receivedAt = await interactionStore.now(tx);
  const customers = await resolveCustomers(
    given.map(({ customer }) => ({ externalId: customer })),
    tx,
  );
  const interactions = given.map((one) => {
    const customer = customers.get(one.customer);
    if (!customer) throw new TypeError('every customer was resolved');
    return { ...one, id: newId(), customerId: customer.id, receivedAt, by: customer };
  });
  const added = await interactionStore.addNew(tx, interactions, receivedAt);
  const isNew = ({ id }: Interaction) => added.has(id);
  await outbox.add(
    tx,
    interactions.filter(isNew).map((interaction) => interactionRecorded(interaction, interaction.by)),
  );
  const repeats = interactions.filter((interaction) => !isNew(interaction));
  const firsts = new Map((await interactionStore.bySourceIds(tx, repeats)).map((first) => [keyOf(first), first]));
  return interactions.map(({ by: _, ...interaction }) => {
    const first = isNew(interaction) ? undefined : firsts.get(keyOf(interaction));
    return { interaction: first ?? interaction, isNew: first === undefined };
  });
}

const keyOf = ({ source, sourceId }: InteractionGiven): string => JSON.stringify([source, sourceId]);
