import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats, { type FormatsPlugin } from 'ajv-formats';

/** A contract as it was released: what readers and the log rely on. */
export interface Released {
  readonly type: string;
  readonly topic: string;
  readonly subject: string;
  readonly schema: object;
  readonly sample: unknown;
}

// Texts for people may change.
const annotations = new Set(['title', 'description', 'examples', '$comment']);

/**
 * What the present contract changed of the released one. A released schema is frozen: schemas are closed, so even a new
 * optional field would be refused by a reader of the version before. A new meaning is a new version.
 */
export function incompatibilities(released: Released, present: Released): string[] {
  const faults: string[] = [];
  for (const name of ['topic', 'subject'] as const) {
    if (released[name] !== present[name]) faults.push(`/${name} was ${released[name]} and is ${present[name]}`);
  }
  const ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as FormatsPlugin)(ajv);
  if (!ajv.validate(present.schema, released.sample)) faults.push('/sample of the release is no longer accepted');
  return [...faults, ...differences(released.schema, present.schema, '/schema')];
}

function differences(before: unknown, after: unknown, at: string): string[] {
  if (!isObject(before) || !isObject(after)) {
    return before === after ? [] : [`${at} was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`];
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const inProperties = at.endsWith('/properties');
  return [...names].flatMap((name) => {
    if (annotations.has(name) && !inProperties) return [];
    if (!(name in after)) return [`${at}/${name} was dropped`];
    if (!(name in before)) return [`${at}/${name} was added`];
    return differences(before[name], after[name], `${at}/${name}`);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
