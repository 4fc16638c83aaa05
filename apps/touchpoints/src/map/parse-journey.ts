import { FieldErrors } from '@harken/errors';
import {
  type FactorWeights,
  idPattern,
  type Journey,
  limits,
  phases,
  type SegmentWeights,
  type Stage,
  type Touchpoint,
} from './journey.ts';
import { readList, readMatching, readObject, readOneOf, readText, readTime, readWeight } from './read-document.ts';

const idRuleText = 'An id is up to 100 letters and digits, then also ".", "_" and "-".';

/** The ids read so far with their places, so that the error about a second use points to the first. */
interface ParseState {
  readonly touchpoints: Map<string, string>;
  readonly stages: Map<string, string>;
}

/** A map to publish, and from when it is in effect (at once when not given). */
export interface JourneyPublication {
  readonly journey: Journey;
  readonly effectiveFrom?: Date;
}

/** A map from an unknown document. Throws Invalid with all errors, not only the first. */
export function parsePublication(document: unknown): JourneyPublication {
  const errors = new FieldErrors();
  const state: ParseState = { touchpoints: new Map(), stages: new Map() };
  const fields = readObject(document, errors, ['name', 'stages', 'effectiveFrom']);
  const name = readText(fields.name, errors.at('name'), 200);
  const atStages = errors.at('stages');
  const stages = readList(fields.stages, atStages, limits.stages).map((stage, index) =>
    parseStage(stage, atStages.at(index), state),
  );
  const none = Array.isArray(fields.stages) && stages.length === 0;
  atStages.addIf(none, 'wrong-length', 'A journey has a stage.');
  const tooMany = state.touchpoints.size > limits.touchpoints;
  atStages.addIf(tooMany, 'wrong-length', `A journey has at most ${limits.touchpoints} touchpoints.`);
  const effectiveFrom =
    fields.effectiveFrom === undefined ? undefined : readTime(fields.effectiveFrom, errors.at('effectiveFrom'));
  errors.throwIfAny('journey.invalid', 'The journey map is not valid.');
  return { journey: { name, stages }, ...(effectiveFrom && { effectiveFrom }) };
}

export const parseJourney = (document: unknown): Journey => parsePublication(document).journey;

function parseStage(value: unknown, errors: FieldErrors, state: ParseState): Stage {
  const fields = readObject(value, errors, ['id', 'name', 'phase', 'weight', 'segmentWeights', 'touchpoints']);
  const { segmentWeights } = fields;
  return {
    id: parseId(fields.id, errors, 'stage', state.stages),
    name: readText(fields.name, errors.at('name'), 200),
    phase: readOneOf(fields.phase, errors.at('phase'), phases),
    ...(fields.weight !== undefined && { weight: readWeight(fields.weight, errors.at('weight')) }),
    ...(segmentWeights !== undefined && {
      segmentWeights: parseSegmentWeights(segmentWeights, errors.at('segmentWeights')),
    }),
    touchpoints: parseTouchpoints(fields.touchpoints, errors.at('touchpoints'), 1, state),
  };
}

function parseTouchpoints(value: unknown, errors: FieldErrors, depth: number, state: ParseState): Touchpoint[] {
  if (depth > limits.depth) {
    errors.add('too-deep', `Touchpoints nest at most ${limits.depth} deep.`);
    return [];
  }
  return readList(value, errors, limits.touchpoints).map((entry, index) =>
    parseTouchpoint(entry, errors.at(index), depth, state),
  );
}

const touchpointFields = [
  'id',
  'name',
  'channel',
  'team',
  'owner',
  'department',
  'weight',
  'segmentWeights',
  'actions',
  'factorWeights',
  'touchpoints',
];

function parseTouchpoint(value: unknown, errors: FieldErrors, depth: number, state: ParseState): Touchpoint {
  const fields = readObject(value, errors, touchpointFields);
  const { channel, team, owner, department, weight, segmentWeights, actions, factorWeights, touchpoints } = fields;
  return {
    id: parseId(fields.id, errors, 'touchpoint', state.touchpoints),
    name: readText(fields.name, errors.at('name'), 200),
    ...(channel !== undefined && { channel: readText(channel, errors.at('channel'), 200) }),
    ...(team !== undefined && { team: readText(team, errors.at('team'), 200) }),
    ...(owner !== undefined && { owner: readText(owner, errors.at('owner'), 200) }),
    ...(department !== undefined && { department: readText(department, errors.at('department'), 200) }),
    ...(weight !== undefined && { weight: readWeight(weight, errors.at('weight')) }),
    ...(segmentWeights !== undefined && {
      segmentWeights: parseSegmentWeights(segmentWeights, errors.at('segmentWeights')),
    }),
    ...(actions !== undefined && { actions: parseActions(actions, errors.at('actions')) }),
    ...(factorWeights !== undefined && {
      factorWeights: parseFactorWeights(factorWeights, errors.at('factorWeights')),
    }),
    ...(touchpoints !== undefined && {
      touchpoints: parseTouchpoints(touchpoints, errors.at('touchpoints'), depth + 1, state),
    }),
  };
}

const parseActions = (value: unknown, errors: FieldErrors): string[] =>
  readList(value, errors, limits.actions).map((action, index) => readText(action, errors.at(index), 500));

function parseId(value: unknown, errors: FieldErrors, what: string, seen: Map<string, string>): string {
  const id = readMatching(value, errors.at('id'), idPattern, idRuleText);
  const first = seen.get(id);
  if (first !== undefined) errors.at('id').add(`duplicate-${what}`, `${first} has the id ${id} already.`);
  else if (id !== '') seen.set(id, errors.pointer);
  return id;
}

const parseSegmentWeights = (value: unknown, errors: FieldErrors): SegmentWeights =>
  parseRecord(value, errors, limits.segments, readWeight);

const parseFactorWeights = (value: unknown, errors: FieldErrors): FactorWeights =>
  parseRecord(value, errors, limits.segments, (weights, atSegment) =>
    parseRecord(weights, atSegment, limits.factors, readWeight),
  );

function parseRecord<T>(
  value: unknown,
  errors: FieldErrors,
  max: number,
  parse: (entry: unknown, errors: FieldErrors) => T,
): Readonly<Record<string, T>> {
  // Sorted, because the order of names means nothing and the same weights must be the same content.
  const entries = Object.entries(readObject(value, errors)).sort(([a], [b]) => (a < b ? -1 : 1));
  errors.addIf(entries.length > max, 'wrong-length', `At most ${max} entries.`);
  return Object.fromEntries(
    entries.slice(0, max).map(([key, entry]) => {
      errors.at(key).addIf(!idPattern.test(key), 'wrong-format', idRuleText);
      return [key, parse(entry, errors.at(key))];
    }),
  );
}
