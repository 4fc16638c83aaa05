import { type ServiceName, services } from '@harken/contracts';
import { Random } from '@harken/simulator';
import { type Fault, type FaultKind, type Form, faultKinds } from './fault.ts';
import { kafkaWiped } from './kafka-wiped.ts';
import { clockWrong, diskFull, endpointFails, outage } from './outages.ts';
import { freezeService, killRelay, killServer, killService, rebalance, termService } from './process-faults.ts';

/** Milliseconds at least and at most. */
type Range = readonly [number, number];

interface Durations {
  readonly dead: Range;
  /** More than the session timeout of the consumers, 6 s. */
  readonly frozen: Range;
  readonly kafkaAway: Range;
  readonly postgresAway: Range;
  readonly full: Range;
  readonly wrongClock: Range;
  readonly badEndpoint: Range;
  readonly replicas: Range;
}

const durations: Readonly<Record<Form, Durations>> = {
  short: {
    dead: [0, 1_000],
    frozen: [7_000, 9_000],
    kafkaAway: [8_000, 10_000],
    postgresAway: [4_000, 7_000],
    full: [4_000, 6_000],
    wrongClock: [4_000, 6_000],
    badEndpoint: [4_000, 8_000],
    replicas: [2, 3],
  },
  long: {
    dead: [0, 5_000],
    frozen: [8_000, 20_000],
    kafkaAway: [45_000, 60_000],
    postgresAway: [10_000, 45_000],
    full: [10_000, 30_000],
    wrongClock: [10_000, 30_000],
    badEndpoint: [20_000, 60_000],
    replicas: [3, 8],
  },
};

/** Those that surely have something to publish while feedback comes in. */
const publishers: readonly ServiceName[] = ['feedback', 'complaints'];
// A clock that is wrong by a little more than the hour Kafka tolerates.
const shifts = [-61 * 60_000, 61 * 60_000];
const relayDiesWithinMs = 20_000;

/** Draws the particulars of one fault; `target` where it is given, else one of those that can be hit. */
type Maker = (random: Random, wanted: Durations, target: ServiceName | undefined) => Fault;

const drawn = (random: Random, [low, high]: Range): number => random.between(low, high);

const makers: Readonly<Record<FaultKind, Maker>> = {
  'kill-service': (random, { dead }, target) => killService(target ?? random.pick(services), drawn(random, dead)),
  'kill-kafka': (random, { dead }) => killServer('kafka', drawn(random, dead)),
  'kill-postgres': (random, { dead }) => killServer('postgres', drawn(random, dead)),
  'freeze-service': (random, { frozen }) =>
    freezeService(random.pick(services), drawn(random, frozen), random.chance(0.5)),
  'kill-relay-between-publish-and-mark': (random) =>
    killRelay(random.pick(publishers), random.between(1, 10), relayDiesWithinMs),
  rebalance: (random, { replicas }) =>
    rebalance(random.pick(services), drawn(random, replicas), random.between(0, 500)),
  'kafka-away': (random, { kafkaAway }) =>
    outage('kafka', random.chance(0.7) ? 'stopped' : 'frozen', drawn(random, kafkaAway)),
  'postgres-away': (random, { postgresAway }) =>
    outage('postgres', random.chance(0.7) ? 'stopped' : 'frozen', drawn(random, postgresAway)),
  'disk-full-postgres': (random, { full }) => diskFull('postgres', drawn(random, full)),
  'disk-full-kafka': (random, { full }) => diskFull('kafka', drawn(random, full)),
  'clock-wrong': (random, { wrongClock }) =>
    clockWrong(random.pick(services), random.pick(shifts), drawn(random, wrongClock)),
  'kafka-wiped': () => kafkaWiped(),
  'endpoint-hangs': (random, { badEndpoint }) => endpointFails('hangs', drawn(random, badEndpoint)),
  'endpoint-500': (random, { badEndpoint }) => endpointFails('500', drawn(random, badEndpoint)),
  'endpoint-slow': (random, { badEndpoint }) => endpointFails('slow', drawn(random, badEndpoint)),
  'endpoint-half': (random, { badEndpoint }) => endpointFails('half', drawn(random, badEndpoint)),
  'term-service': (random) => termService(random.pick(services)),
};

interface Card {
  readonly kind: FaultKind;
  readonly target?: ServiceName;
}

/** From so many on, everything that can be killed is killed in each round. */
const everythingDiesFrom = 20;

/** The same seed gives the same faults. Round by round each kind comes once; the rebuilding of Kafka once in all, early. */
export function planFaults(
  seed: number,
  count: number,
  available: readonly FaultKind[] = faultKinds,
  form: Form = 'short',
): readonly Fault[] {
  const random = new Random(seed);
  const cards: Card[] = [];
  while (cards.length < count) cards.push(...round(random, count - cards.length, cards.length > 0, available));
  return cards.map(({ kind, target }) => makers[kind](random, durations[form], target));
}

function round(random: Random, room: number, again: boolean, available: readonly FaultKind[]): readonly Card[] {
  const kinds = shuffled(
    available.filter((kind) => !(again && kind === 'kafka-wiped')),
    random,
  );
  const isKill = (kind: FaultKind) => /^kill-(service|kafka|postgres)$/.test(kind);
  const all = room >= everythingDiesFrom || again;
  const kills = kinds
    .filter(isKill)
    .flatMap((kind): Card[] =>
      kind === 'kill-service' && all ? services.map((target) => ({ kind, target })) : [{ kind }],
    );
  const others = kinds.filter((kind) => !isKill(kind)).map((kind): Card => ({ kind }));
  return shuffled(
    all ? [...kills, ...others].slice(0, room) : shuffled([...kills, ...others], random).slice(0, room),
    random,
  );
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Without volumes of their own there are no full disks. */
export const availableKinds = (infrastructure: { readonly volumes: unknown }): readonly FaultKind[] =>
  faultKinds.filter((kind) => infrastructure.volumes !== undefined || !kind.startsWith('disk-full'));
