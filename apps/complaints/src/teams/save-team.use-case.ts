import { type Identity, nameOf } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { Invalid, Stale } from '@harken/errors';
import { scheduleRecomputation } from '../recomputation/recomputation.use-case.ts';
import { departureStore } from './departure.store.ts';
import { calendarsOfMembers } from './team.queries.ts';
import { teamStore } from './team.store.ts';
import type { Team } from './team.ts';

export interface SaveTeam {
  readonly team: Omit<Team, 'version'>;
  readonly expectedVersion: number | undefined;
  readonly actor: Identity;
  readonly onBehalfOf?: string | null | undefined;
  readonly reason?: string | null | undefined;
  /** Absent members whose open complaints go to others. */
  readonly reassignedMembers?: readonly string[];
}

/** Creates the team or replaces it as a whole. The open complaints of removed members are reassigned. */
export async function saveTeam(command: SaveTeam, tx: Tx): Promise<Team> {
  const { team, expectedVersion, actor, onBehalfOf = null, reason = null, reassignedMembers = [] } = command;
  assertUniqueMembers(team);
  await assertKnownCalendars(team, tx);
  const known = await teamStore.lock(tx, team.id);
  assertTeamVersion(expectedVersion, known);
  const version = await teamStore.save(tx, team, nameOf(actor, onBehalfOf));
  const staying = new Set(team.members.map(({ id }) => id));
  const leaving = (known?.members ?? []).filter(({ id }) => !staying.has(id)).map(({ id }) => id);
  const departure = { team: team.id, reason, actor, onBehalfOf };
  await departureStore.add(tx, [
    ...leaving.map((member) => ({ ...departure, member, kind: 'left' as const })),
    ...reassignedMembers.map((member) => ({ ...departure, member, kind: 'away' as const })),
  ]);
  if (known && known.calendar !== team.calendar) await scheduleRecomputation({ kind: 'team', id: team.id }, tx);
  return { ...team, version };
}

export function assertTeamVersion(expectedVersion: number | undefined, known: Team | undefined): void {
  if (expectedVersion !== undefined && expectedVersion !== known?.version)
    throw new Stale('team.stale', 'The team is not at that version.', { version: known?.version ?? null });
}

async function assertKnownCalendars({ members }: Pick<Team, 'members'>, tx: Tx): Promise<void> {
  const known = await calendarsOfMembers(members, tx);
  const faults = members.flatMap(({ calendar }, index) =>
    calendar === undefined || known.has(calendar)
      ? []
      : [
          {
            pointer: `/members/${index}/calendar`,
            code: 'team.unknown-calendar',
            detail: `There is no calendar ${calendar}.`,
          },
        ],
  );
  if (faults.length > 0) throw new Invalid('team.invalid', 'Somebody works by a calendar that is not there.', faults);
}

function assertUniqueMembers({ members }: Pick<Team, 'members'>): void {
  const faults = members.flatMap(({ id }, index) =>
    members.findIndex((other) => other.id === id) < index
      ? [{ pointer: `/members/${index}/id`, code: 'team.repeated-member', detail: `${id} is there twice.` }]
      : [],
  );
  if (faults.length > 0) throw new Invalid('team.invalid', 'The team names somebody twice.', faults);
}
