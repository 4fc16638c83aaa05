import { expectStatus, type HttpResponse, pagesOf } from '@harken/simulator';
import type { ApiOf } from './set-up.ts';

interface Absent {
  readonly id: string;
  readonly available?: boolean;
  readonly awayUntil?: string | null;
}
interface Team {
  readonly id: string;
  readonly members: readonly Absent[];
}
interface Manager extends Absent {
  readonly deputies?: readonly string[];
}
interface Person {
  readonly id: string;
  readonly teams?: readonly string[];
}
interface Named {
  readonly id: string;
}

/** What a running system is set up with, as far as one thing leads to another. */
export interface SetUp {
  readonly teams: readonly Team[];
  /** undefined: this Harken keeps no people. */
  readonly people: readonly Person[] | undefined;
  readonly levels: readonly { readonly level: number; readonly people: readonly Manager[] }[];
  readonly routing: {
    readonly fallbackTeam: string | null;
    readonly rules: readonly { readonly id: string; readonly team: string }[];
  };
  readonly ladder: readonly { readonly level: number; readonly people?: readonly string[] }[];
  readonly limits: readonly unknown[];
  readonly touchpoints: readonly (Named & { readonly team: string | null })[];
  readonly standards: readonly (Named & { readonly owner: string })[];
  readonly monitors: readonly (Named & { readonly standard?: string | null })[];
  readonly subscriptions: readonly { readonly name: string; readonly status: string }[];
  readonly now: Date;
}

/** What still leads nowhere, one sentence each: work that would wait for nobody, alarms that nobody would hear. */
export function deadEnds(setUp: SetUp): string[] {
  return [
    ...ofTeams(setUp),
    ...ofRouting(setUp),
    ...ofLevels(setUp),
    ...(setUp.limits.length === 0 ? ['compensation limits: nobody may approve any compensation'] : []),
    ...ofTouchpoints(setUp),
    ...ofSubscriptions(setUp),
  ];
}

const isAway = ({ available = true, awayUntil }: Absent, now: Date): boolean =>
  !available || (!!awayUntil && new Date(awayUntil) > now);

function ofTeams({ teams, people, now }: SetUp): string[] {
  if (teams.length === 0) return ['teams: there is none'];
  const known = people && new Set(people.map(({ id }) => id));
  const names = new Set(teams.map(({ id }) => id));
  return [
    ...teams.flatMap(({ id, members }) => {
      if (members.length === 0) return [`team ${id}: has no members; what goes there waits`];
      const strangers = members.filter((member) => known && !known.has(member.id));
      return [
        ...(members.every((member) => isAway(member, now)) ? [`team ${id}: everybody is away`] : []),
        ...strangers.map((member) => `team ${id}: member ${member.id} is no person`),
      ];
    }),
    ...(people ?? []).flatMap((person) =>
      (person.teams ?? [])
        .filter((team) => !names.has(team))
        .map((team) => `person ${person.id}: team ${team} does not exist`),
    ),
  ];
}

function ofRouting({ routing: { fallbackTeam, rules }, teams }: SetUp): string[] {
  const names = new Set(teams.map(({ id }) => id));
  if (fallbackTeam === null) return ['routing rules: none are published; everything goes to the team unrouted'];
  return [
    ...(names.has(fallbackTeam) ? [] : [`routing rules: the fallback team ${fallbackTeam} does not exist`]),
    ...rules
      .filter(({ team }) => !names.has(team))
      .map(({ id, team }) => `routing rule ${id}: team ${team} does not exist`),
  ];
}

function ofLevels({ levels, ladder, people, now }: SetUp): string[] {
  if (levels.length === 0) return ['management levels: none are published; escalations reach nobody'];
  const known = people && new Set(people.map(({ id }) => id));
  const levelOf = new Map(levels.map((level) => [level.level, level.people]));
  const asked = new Set([...levels.map(({ level }) => level), ...ladder.map(({ level }) => level)]);
  const all = levels.flatMap((level) => level.people);
  const isThere = (id: string): boolean => all.some((one) => one.id === id && !isAway(one, now));
  return [
    ...[...asked].sort().flatMap((level) => {
      const named = ladder.find((step) => step.level === level)?.people ?? [];
      const managers = levelOf.get(level) ?? [];
      if (managers.length + named.length === 0) return [`management level ${level}: nobody stands there`];
      const present = managers.some((one) => !isAway(one, now) || (one.deputies ?? []).some(isThere));
      return present || named.length > 0 ? [] : [`management level ${level}: everybody is away, without a deputy`];
    }),
    ...all.filter(({ id }) => known && !known.has(id)).map(({ id }) => `management levels: ${id} is no person`),
  ];
}

function ofTouchpoints({ touchpoints, standards, monitors, teams, people }: SetUp): string[] {
  if (touchpoints.length === 0) return ['journeys: none is published'];
  const owners = new Set([...teams.map(({ id }) => id), ...(people ?? []).map(({ id }) => id)]);
  const names = new Set(teams.map(({ id }) => id));
  const watched = new Set(monitors.map(({ standard }) => standard));
  return [
    ...touchpoints.flatMap(({ id, team }) => {
      if (team === null) return [`touchpoint ${id}: no team owns it`];
      return names.has(team) ? [] : [`touchpoint ${id}: team ${team} does not exist`];
    }),
    ...standards
      .filter(({ owner }) => !owners.has(owner))
      .map(({ id, owner }) => `standard ${id}: its owner ${owner} is neither a team nor a person`),
    ...standards.filter(({ id }) => !watched.has(id)).map(({ id }) => `standard ${id}: no monitor watches it`),
  ];
}

function ofSubscriptions({ subscriptions }: SetUp): string[] {
  if (subscriptions.length === 0) return ['subscriptions: there is none; alerts reach only those who look'];
  return subscriptions
    .filter(({ status }) => status !== 'active')
    .map(({ name, status }) => `subscription ${name}: is ${status}`);
}

/** Reads from a running system what dead ends are found in. */
export async function readSetUp(api: ApiOf): Promise<SetUp> {
  const complaints = api('complaints');
  const touchpoints = api('touchpoints');
  const one = async <T>(path: string, unpublished: T): Promise<T> => {
    const answer: HttpResponse<T> = await complaints.get<T>(path);
    return answer.status === 503 || answer.status === 404 ? unpublished : expectStatus(answer, 200);
  };
  const all = async <T>(client: typeof complaints, path: string): Promise<T[]> => {
    const items: T[] = [];
    for await (const item of pagesOf<T>(path, async (page) => expectStatus(await client.get<never>(page), 200)))
      items.push(item);
    return items;
  };
  const levels = await one<{ levels: SetUp['levels'] }>('/v1/management-levels', { levels: [] });
  const policy = await one<{ ladder: SetUp['ladder'] }>('/v1/response-policy', { ladder: [] });
  const limits = await one<{ limits: SetUp['limits'] }>('/v1/compensation-limits', { limits: [] });
  const routing = await one<SetUp['routing'] & { version: number }>('/v1/routing-rules', {
    ...{ version: 0, fallbackTeam: null, rules: [] },
  });
  const hasPeople = (await complaints.get('/v1/people?limit=1')).status === 200;
  return {
    teams: await all<Team>(complaints, '/v1/teams'),
    people: hasPeople ? await all<Person>(complaints, '/v1/people') : undefined,
    levels: levels.levels,
    routing: routing.version === 0 ? { ...routing, fallbackTeam: null } : routing,
    ladder: policy.ladder,
    limits: limits.limits,
    touchpoints: await all(touchpoints, '/v1/touchpoints'),
    standards: await all(touchpoints, '/v1/standards'),
    monitors: await all(touchpoints, '/v1/monitors'),
    subscriptions: await all(api('notifications'), '/v1/subscriptions'),
    now: new Date(),
  };
}
