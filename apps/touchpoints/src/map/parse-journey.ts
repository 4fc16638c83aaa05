import { Invalid } from '@harken/errors';
import { childPointer, DocumentReader } from './document-reader.ts';
import { type FactorWeights, idPattern, type Journey, limits, phases, type Stage, type Touchpoint } from './journey.ts';

const idRuleText = 'An id is up to 100 letters and digits, then also ".", "_" and "-".';

/** The ids read so far with their places, so that the error about a second use points to the first. */
interface ParseState {
  readonly reader: DocumentReader;
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
  const reader = new DocumentReader();
  const state: ParseState = { reader, touchpoints: new Map(), stages: new Map() };
  const fields = reader.object(document, '', ['name', 'stages', 'effectiveFrom']);
  const name = reader.text(fields.name, '/name', 200);
  const stages = reader
    .list(fields.stages, '/stages', limits.stages)
    .map((stage, index) => parseStage(stage, `/stages/${index}`, state));
  if (Array.isArray(fields.stages) && stages.length === 0) {
    reader.addError('/stages', 'wrong-length', 'A journey has a stage.');
  }
  if (state.touchpoints.size > limits.touchpoints) {
    reader.addError('/stages', 'wrong-length', `A journey has at most ${limits.touchpoints} touchpoints.`);
  }
  const effectiveFrom =
    fields.effectiveFrom === undefined ? undefined : reader.time(fields.effectiveFrom, '/effectiveFrom');
  if (reader.errors.length > 0) throw new Invalid('journey.invalid', 'The journey map is not valid.', reader.errors);
  return { journey: { name, stages }, ...(effectiveFrom && { effectiveFrom }) };
}

export const parseJourney = (document: unknown): Journey => parsePublication(document).journey;

function parseStage(value: unknown, at: string, state: ParseState): Stage {
  const { reader } = state;
  const fields = reader.object(value, at, ['id', 'name', 'phase', 'weight', 'touchpoints']);
  return {
    id: parseId(fields.id, at, 'stage', state.stages, reader),
    name: reader.text(fields.name, `${at}/name`, 200),
    phase: reader.oneOf(fields.phase, `${at}/phase`, phases),
    ...(fields.weight !== undefined && { weight: reader.weight(fields.weight, `${at}/weight`) }),
    touchpoints: parseTouchpoints(fields.touchpoints, `${at}/touchpoints`, 1, state),
  };
}

function parseTouchpoints(value: unknown, at: string, depth: number, state: ParseState): Touchpoint[] {
  if (depth > limits.depth) {
    state.reader.addError(at, 'too-deep', `Touchpoints nest at most ${limits.depth} deep.`);
    return [];
  }
  return state.reader
    .list(value, at, limits.touchpoints)
    .map((entry, index) => parseTouchpoint(entry, `${at}/${index}`, depth, state));
}

const touchpointFields = ['id', 'name', 'channel', 'team', 'weight', 'actions', 'factorWeights', 'touchpoints'];

function parseTouchpoint(value: unknown, at: string, depth: number, state: ParseState): Touchpoint {
  const { reader } = state;
  const fields = reader.object(value, at, touchpointFields);
  const { channel, team, weight, actions, factorWeights, touchpoints } = fields;
  return {
    id: parseId(fields.id, at, 'touchpoint', state.touchpoints, reader),
    name: reader.text(fields.name, `${at}/name`, 200),
    ...(channel !== undefined && { channel: reader.text(channel, `${at}/channel`, 200) }),
    ...(team !== undefined && { team: reader.text(team, `${at}/team`, 200) }),
    ...(weight !== undefined && { weight: reader.weight(weight, `${at}/weight`) }),
    ...(actions !== undefined && {
      actions: reader
        .list(actions, `${at}/actions`, limits.actions)
        .map((action, index) => reader.text(action, `${at}/actions/${index}`, 500)),
    }),
    ...(factorWeights !== undefined && {
      factorWeights: parseFactorWeights(factorWeights, `${at}/factorWeights`, reader),
    }),
    ...(touchpoints !== undefined && {
      touchpoints: parseTouchpoints(touchpoints, `${at}/touchpoints`, depth + 1, state),
    }),
  };
}

function parseId(value: unknown, at: string, what: string, seen: Map<string, string>, reader: DocumentReader): string {
  const id = reader.matching(value, `${at}/id`, idPattern, idRuleText);
  const first = seen.get(id);
  if (first !== undefined) reader.addError(`${at}/id`, `duplicate-${what}`, `${first} has the id ${id} already.`);
  else if (id !== '') seen.set(id, at);
  return id;
}

function parseFactorWeights(value: unknown, at: string, reader: DocumentReader): FactorWeights {
  return record(value, at, limits.segments, reader, (weights, segmentAt) =>
    record(weights, segmentAt, limits.factors, reader, (weight, factorAt) => reader.weight(weight, factorAt)),
  );
}

function record<T>(
  value: unknown,
  at: string,
  max: number,
  reader: DocumentReader,
  parse: (entry: unknown, at: string) => T,
): Readonly<Record<string, T>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.addError(at, 'wrong-type', 'An object is expected here.');
    return {};
  }
  // Sorted, because the order of names means nothing and the same weights must be the same content.
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length > max) reader.addError(at, 'wrong-length', `At most ${max} entries.`);
  return Object.fromEntries(
    entries.slice(0, max).map(([key, entry]) => {
      const place = childPointer(at, key);
      if (!idPattern.test(key)) reader.addError(place, 'wrong-format', idRuleText);
      return [key, parse(entry, place)];
    }),
  );
}
