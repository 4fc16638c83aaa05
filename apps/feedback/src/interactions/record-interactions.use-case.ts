import type { Tx } from '@harken/database';
import { RuleBroken } from '@harken/errors';
import { newId, outbox } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { considerInteractions } from '../invitations/consider-occasions.use-case.ts';
import { interactionStore } from './interaction.store.ts';
import { type Interaction, type InteractionInput, interactionRecorded } from './interaction.ts';

export interface RecordedInteraction {
  readonly interaction: Interaction;
  /** False for a repeat of (source, sourceId): `interaction` is then the one stored first. */
  readonly isNew: boolean;
  /** Why a repeat is refused: it has other content than the interaction stored first. */
  readonly conflict?: RuleBroken | undefined;
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
    return { ...input, customer: customer.externalId, id: newId(), customerId: customer.id, receivedAt, by: customer };
  });
  const added = await interactionStore.addNew(tx, interactions);
  const isNew = ({ id }: Interaction) => added.has(id);
  await outbox.add(
    tx,
    interactions.filter(isNew).map((interaction) => interactionRecorded(interaction, interaction.by)),
  );
  await considerInteractions(interactions.filter(isNew), tx);
  const repeats = interactions.filter((interaction) => !isNew(interaction));
  const originals = new Map(
    (await interactionStore.bySourceIds(tx, repeats)).map((original) => [sourceKey(original), original]),
  );
  return interactions.map(({ by: _, ...interaction }) => {
    const original = isNew(interaction) ? undefined : originals.get(sourceKey(interaction));
    return original ? repeatOf(original, interaction) : { interaction, isNew: true };
  });
}

function repeatOf(original: Interaction, { digest }: Interaction): RecordedInteraction {
  if (original.digest === digest) return { interaction: original, isNew: false };
  const details = { id: original.id, storedDigest: original.digest, receivedDigest: digest };
  const conflict = new RuleBroken(
    'interaction.differs',
    'This source and id came in before with other content.',
    details,
  );
  return { interaction: original, isNew: false, conflict };
}

const sourceKey = ({ source, sourceId }: InteractionInput): string => JSON.stringify([source, sourceId]);
