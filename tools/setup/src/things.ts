import type { ServiceName } from '@harken/contracts';
import type { Company, Fields, Person } from './company.ts';

/** One document of the API that the company has. */
export interface Thing {
  /** For people: `team after-sales`. */
  readonly name: string;
  readonly service: ServiceName;
  readonly path: string;
  readonly body: Fields;
  /** Keeps what the running system knows better than a file, like who is away just now. */
  readonly keep?: (body: Fields, there: Fields) => Fields;
}

/** Everything of a company in the order in which one may name the other: calendars before teams, maps before standards. */
export function thingsOf(company: Company): Thing[] {
  const { people = {}, journey } = company;
  return [
    ...many(company.calendars, 'calendar', 'complaints', '/v1/calendars/'),
    ...many(company.people, 'person', 'complaints', '/v1/people/', personBody).map(keeping(absence)),
    ...many(company.teams, 'team', 'complaints', '/v1/teams/', ({ members, ...team }) => ({
      ...team,
      members: members.map((member) => memberOf(member, people)),
    })).map(keeping(absencesIn('members'))),
    ...one(levelsOf(company), 'management levels', '/v1/management-levels').map(
      keeping(absencesIn('levels', 'people')),
    ),
    ...one(company.routing, 'routing rules', '/v1/routing-rules'),
    ...one(company.policy, 'response policy', '/v1/response-policy'),
    ...one(company.limits, 'compensation limits', '/v1/compensation-limits'),
    ...many(journey && { [journey.id]: journey.map }, 'journey', 'touchpoints', '/v1/journeys/'),
    ...many(company.standards, 'standard', 'touchpoints', '/v1/standards/'),
    ...many(company.monitors, 'monitor', 'touchpoints', '/v1/monitors/'),
  ];
}

function many<T extends Fields>(
  all: Readonly<Record<string, T>> | undefined,
  what: string,
  service: ServiceName,
  path: string,
  bodyOf: (one: T) => Fields = (one) => one,
): Thing[] {
  return Object.entries(all ?? {}).map(([id, one]) => ({
    ...{ name: `${what} ${id}`, service, path: `${path}${encodeURIComponent(id)}`, body: bodyOf(one) },
  }));
}

const one = (body: Fields | undefined, name: string, path: string): Thing[] =>
  body ? [{ name, service: 'complaints', path, body }] : [];

const personBody = ({ subjects = [], roles = [], teams = [], ...person }: Person): Fields => ({
  ...person,
  ...{ subjects, roles, teams },
});

type Reference = string | ({ readonly id: string } & Fields);
const idOf = (reference: Reference): string => (typeof reference === 'string' ? reference : reference.id);
const detailsOf = (reference: Reference): Fields => (typeof reference === 'string' ? {} : reference);

/** Who it is, from the people of the company; an id without a person stands for its own name. */
const referred = (reference: Reference, people: Readonly<Record<string, Person>>, role: string): Fields => {
  const id = idOf(reference);
  const { name = id, roles = [] } = people[id] ?? { name: id };
  return { id, name, role: roles[0] ?? role, ...detailsOf(reference) };
};

const memberOf = (member: Reference, people: Readonly<Record<string, Person>>): Fields =>
  referred(member, people, 'handler');

const levelsOf = ({ levels, people = {} }: Company): Fields | undefined =>
  levels && {
    levels: levels.map(({ level, people: managers }) => ({
      level,
      people: managers.map((manager) => referred(manager, people, 'manager')),
    })),
  };

const keeping =
  (keep: NonNullable<Thing['keep']>) =>
  (thing: Thing): Thing => ({ ...thing, keep });

/** Who is away stays away, unless the file says something else. */
function absence(body: Fields, there: Fields): Fields {
  const known = Object.entries(there).filter(
    ([key, value]) => ['available', 'awayUntil'].includes(key) && value !== null && value !== undefined,
  );
  return { ...Object.fromEntries(known), ...body };
}

/** The same for the people in lists of the body, found by their ids. */
const absencesIn = (...path: readonly string[]) =>
  function keep(body: Fields, there: Fields): Fields {
    const [list = '', ...rest] = path;
    const current = (there[list] ?? []) as readonly Fields[];
    const key = rest.length > 0 ? 'level' : 'id';
    const items = ((body[list] ?? []) as readonly Fields[]).map((item) => {
      const same = current.find((one) => one[key] === item[key]) ?? {};
      return rest.length > 0 ? absencesIn(...rest)(item, same) : absence(item, same);
    });
    return { ...body, [list]: items };
  };
