import type { Tx } from '@harken/database';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { nextRun } from '../programmes/programme.ts';
import { candidateStore, type Occasion } from './candidate.store.ts';
import { isInAudience, type RunProgramme } from './decide-invitation.ts';
import { type DueRun, programmeRunStore } from './programme-run.store.ts';
import { readProgrammes } from './running-programmes.queries.ts';

/**
 * The next customers of a run that is due, at most `limit`, become candidates; its place is kept in the same transaction.
 * Returns 0 when no run is due.
 */
export async function runProgramme(limit: number, tx: Tx): Promise<number> {
  const due = await programmeRunStore.claim(tx);
  if (!due) return 0;
  const programme = (await readProgrammes([due.id], tx)).get(due.id);
  if (!programme) throw new TypeError('a run has a programme');
  if (programme.trigger.kind === 'list') await runList(programme, programme.trigger.customers, due, tx);
  else await runPage(programme, due, limit, tx);
  return 1;
}

async function runList(programme: RunProgramme, listed: readonly string[], { now }: DueRun, tx: Tx): Promise<void> {
  const customers = await resolveCustomers(
    listed.map((externalId) => ({ externalId })),
    tx,
  );
  // Each customer of a list is asked once, however often it is published.
  const occasions = [...customers.values()].map(({ id }) => occasionOf(id, 'list', now));
  await candidateStore.addOfRun(tx, programme.id, occasions);
  await programmeRunStore.finish(tx, programme.id, null);
}

async function runPage(programme: RunProgramme, due: DueRun, limit: number, tx: Tx): Promise<void> {
  const { audience, trigger } = programme;
  const page = await programmeRunStore.customersAfter(tx, due.runAfter, limit);
  const occasion = due.runAt.toISOString();
  const asked = page.filter((customer) => isInAudience(audience, customer, null));
  await candidateStore.addOfRun(
    tx,
    programme.id,
    asked.map(({ id }) => occasionOf(id, occasion, due.now)),
  );
  const last = page.at(-1);
  // Runs that were missed meanwhile are one with this run.
  if (page.length < limit || !last) {
    await programmeRunStore.finish(tx, programme.id, nextRun(trigger, new Date(due.now.getTime() + 1)));
  } else await programmeRunStore.progress(tx, programme.id, last.id);
}

const occasionOf = (customerId: string, occasion: string, at: Date): Occasion => ({
  ...{ customerId, occasion, at },
  interactionId: null,
  complaintId: null,
  touchpoint: null,
  context: {},
});
