import type { Tx } from '@harken/database';
import type { ProgrammeStatus } from '../programmes/programme.ts';
import { programmes } from '../programmes/programmes.document.ts';
import type { RunProgramme } from './decide-invitation.ts';

/** These programmes as they hold now, by id. */
export async function readProgrammes(ids: readonly string[], tx: Tx): Promise<ReadonlyMap<string, RunProgramme>> {
  const states: { id: string; version: number; status: ProgrammeStatus }[] = await tx.query(
    'SELECT id, version, status FROM programmes WHERE id = ANY ($1)',
    [ids],
  );
  const versionOf = new Map(states.map(({ id, version }) => [id, version]));
  const statusOf = new Map(states.map(({ id, status }) => [id, status]));
  const found = new Map<string, RunProgramme>();
  for (const { id, version, content } of (await programmes.all(tx)).versions) {
    const status = statusOf.get(id);
    if (status && versionOf.get(id) === version) found.set(id, { ...content, id, version, status });
  }
  return found;
}
