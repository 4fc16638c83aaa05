import type { Tx } from '@harken/database';
import { newId, outbox } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { interactionStore } from './interaction.store.ts';
import { type Interaction, type InteractionInput, interactionRecorded } from './interaction.ts';

export interface RecordedInteraction {
  readonly interaction: Interaction;
  /** False for a repeat of (source, sourceId): `interaction` is then the one stored first. */
  readonly isNew: boolean;
}

/** Stores any number of interactions in one transaction. Results are in the order of the inputs. */
export async function recordInteractions(inputs: readonly InteractionInput[], tx: Tx): Promise<RecordedInteraction[]> {
  if (inputs.length === 0) return [];
  const receivedAt = await interactionStore.now(tx);
  const customers = await resolveCustomers(
    inputs.map(({ customer }) => ({ externalId: customer })),
    tx,
  );
  const interactions = inputs.map((input) => {
    const customer = customers.get(input.customer);
    if (!customer) throw new TypeError('every customer was resolved');
    return { ...input, id: newId(), customerId: customer.id, receivedAt, by: customer };
  });
  const added = await interactionStore.addNew(tx, interactions);
  const isNew = ({ id }: Interaction) => added.has(id);
  await outbox.add(
    tx,
    interactions.filter(isNew).map((interaction) => interactionRecorded(interaction, interaction.by)),
  );
  const repeats = interactions.filter((interaction) => !isNew(interaction));
  const originals = new Map(
    (await interactionStore.bySourceIds(tx, repeats)).map((original) => [sourceKey(original), original]),
  );
  return interactions.map(({ by: _, ...interaction }) => {
    const original = isNew(interaction) ? undefined : originals.get(sourceKey(interaction));
    return { interaction: original ?? interaction, isNew: original === undefined };
  });
}

const sourceKey = ({ source, sourceId }: InteractionInput): string => JSON.stringify([source, sourceId]);
