import { Invalid } from '@harken/errors';
import { FaultFinder, pointerTo } from './fault-finder.ts';
import { type FactorWeights, idPattern, type Journey, limits, phases, type Stage, type Touchpoint } from './journey.ts';

const idMeaning = 'An id is up to 100 letters and digits, then also ".", "_" and "-".';

/** What was found so far: ids with where they stand, so that a second use can point to the first. */
interface Reading {
  readonly find: FaultFinder;
  readonly touchpoints: Map<string, string>;
  readonly stages: Map<string, string>;
}

/** A map to publish, and from when it holds (at once when not given). */
export interface Publication {
  readonly journey: Journey;
  readonly effectiveFrom?: Date;
}

/** A map from an unknown document. Throws Invalid that names every fault, not only the first. */
export function parsePublication(document: unknown): Publication {
  const find = new FaultFinder();
  const reading: Reading = { find, touchpoints: new Map(), stages: new Map() };
  const fields = find.object(document, '', ['name', 'stages', 'effectiveFrom']);
  const name = find.text(fields.name, '/name', 200);
  const stages = find
    .list(fields.stages, '/stages', limits.stages)
    .map((stage, index) => parseStage(stage, `/stages/${index}`, reading));
  if (Array.isArray(fields.stages) && stages.length === 0) {
    find.fault('/stages', 'wrong-length', 'A journey has a stage.');
  }
  if (reading.touchpoints.size > limits.touchpoints) {
    find.fault('/stages', 'wrong-length', `A journey has at most ${limits.touchpoints} touchpoints.`);
  }
  const effectiveFrom =
    fields.effectiveFrom === undefined ? undefined : find.time(fields.effectiveFrom, '/effectiveFrom');
  if (find.faults.length > 0) throw new Invalid('journey.invalid', 'The journey map is not valid.', find.faults);
  return { journey: { name, stages }, ...(effectiveFrom && { effectiveFrom }) };
}

export const parseJourney = (document: unknown): Journey => parsePublication(document).journey;

function parseStage(value: unknown, at: string, reading: Reading): Stage {
  const { find } = reading;
  const fields = find.object(value, at, ['id', 'name', 'phase', 'weight', 'touchpoints']);
  return {
    id: parseId(fields.id, at, 'stage', reading.stages, find),
    name: find.text(fields.name, `${at}/name`, 200),
    phase: find.oneOf(fields.phase, `${at}/phase`, phases),
    ...(fields.weight !== undefined && { weight: find.weight(fields.weight, `${at}/weight`) }),
    touchpoints: parseTouchpoints(fields.touchpoints, `${at}/touchpoints`, 1, reading),
  };
}

function parseTouchpoints(value: unknown, at: string, depth: number, reading: Reading): Touchpoint[] {
  if (depth > limits.depth) {
    reading.find.fault(at, 'too-deep', `Touchpoints nest at most ${limits.depth} deep.`);
    return [];
  }
  return reading.find
    .list(value, at, limits.touchpoints)
    .map((entry, index) => parseTouchpoint(entry, `${at}/${index}`, depth, reading));
}

const touchpointFields = ['id', 'name', 'channel', 'team', 'weight', 'actions', 'factorWeights', 'touchpoints'];

function parseTouchpoint(value: unknown, at: string, depth: number, reading: Reading): Touchpoint {
  const { find } = reading;
  const fields = find.object(value, at, touchpointFields);
  const { channel, team, weight, actions, factorWeights, touchpoints } = fields;
  return {
    id: parseId(fields.id, at, 'touchpoint', reading.touchpoints, find),
    name: find.text(fields.name, `${at}/name`, 200),
    ...(channel !== undefined && { channel: find.text(channel, `${at}/channel`, 200) }),
    ...(team !== undefined && { team: find.text(team, `${at}/team`, 200) }),
    ...(weight !== undefined && { weight: find.weight(weight, `${at}/weight`) }),
    ...(actions !== undefined && {
      actions: find
        .list(actions, `${at}/actions`, limits.actions)
        .map((action, index) => find.text(action, `${at}/actions/${index}`, 500)),
    }),
    ...(factorWeights !== undefined && {
      factorWeights: parseFactorWeights(factorWeights, `${at}/factorWeights`, find),
    }),
    ...(touchpoints !== undefined && {
      touchpoints: parseTouchpoints(touchpoints, `${at}/touchpoints`, depth + 1, reading),
    }),
  };
}

function parseId(value: unknown, at: string, what: string, seen: Map<string, string>, find: FaultFinder): string {
  const id = find.matching(value, `${at}/id`, idPattern, idMeaning);
  const first = seen.get(id);
  if (first !== undefined) find.fault(`${at}/id`, `duplicate-${what}`, `${first} has the id ${id} already.`);
  else if (id !== '') seen.set(id, at);
  return id;
}

function parseFactorWeights(value: unknown, at: string, find: FaultFinder): FactorWeights {
  return record(value, at, limits.segments, find, (weights, segmentAt) =>
    record(weights, segmentAt, limits.factors, find, (weight, factorAt) => find.weight(weight, factorAt)),
  );
}

function record<T>(
  value: unknown,
  at: string,
  max: number,
  find: FaultFinder,
  parse: (entry: unknown, at: string) => T,
): Readonly<Record<string, T>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    find.fault(at, 'wrong-type', 'An object is expected here.');
    return {};
  }
  // Sorted, because the order of names means nothing and the same weights must be the same content.
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length > max) find.fault(at, 'wrong-length', `At most ${max} entries.`);
  return Object.fromEntries(
    entries.slice(0, max).map(([key, entry]) => {
      const place = pointerTo(at, key);
      if (!idPattern.test(key)) find.fault(place, 'wrong-format', idMeaning);
      return [key, parse(entry, place)];
    }),
  );
}
