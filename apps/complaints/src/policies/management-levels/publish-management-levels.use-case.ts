import type { Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { teamIds } from '../../teams/team.queries.ts';
import { currentLevels } from './hierarchy.queries.ts';
import type { ManagementLevel } from './hierarchy.ts';
import { managementLevelsStore } from './management-levels.store.ts';
import { assertValidLevels, type VersionedLevels } from './management-levels.ts';

export interface PublishManagementLevels {
  readonly levels: readonly ManagementLevel[];
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** Publishes all levels as a new version: new escalations go to these people. */
export async function publishManagementLevels(command: PublishManagementLevels, tx: Tx): Promise<VersionedLevels> {
  const { levels, expectedVersion, actor } = command;
  assertValidLevels(levels, await teamIds(tx));
  await managementLevelsStore.lock(tx);
  const { version } = await currentLevels(tx);
  if (expectedVersion !== undefined && expectedVersion !== version)
    throw new Stale('management-levels.stale', `The levels have moved on to version ${version}.`, { version });
  const next = { version: version + 1, levels };
  await managementLevelsStore.add(tx, next, actor);
  return next;
}
