import { invalidRequest } from '@harken/errors';
import { isScalar, parseDocument, stringify, visit } from 'yaml';
import type { Journey } from './journey.ts';

/** A map of a thousand touchpoints has as many; a longer one is sent as JSON, which is read a hundred times as fast. */
const maxEntries = 6_000;

/**
 * A document from YAML 1.2. Throws on what is not YAML. Entries and aliases are limited, so that no small text becomes a
 * huge map or takes long. The names of a map are compared here: `uniqueKeys` of the library compares each with each.
 */
export function readYaml(text: string): unknown {
  const entries = text.match(/[\n\r,:{}[\]]/g)?.length ?? 0;
  if (entries > 2 * maxEntries) {
    const detail = `must have at most ${maxEntries} entries as YAML; JSON may have more`;
    throw invalidRequest([{ pointer: '', code: 'wrong-length', detail }]);
  }
  const document = parseDocument(text, { uniqueKeys: false });
  const [error] = document.errors;
  if (error) throw error;
  visit(document, {
    Map: (_, { items }) => {
      const names = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (names.has(name)) throw new SyntaxError(`${String(name)} stands twice in a map.`);
        names.add(name);
      }
    },
  });
  return document.toJS({ maxAliasCount: 100 });
}

/** The map as PUT takes it, so that what was exported can be imported. */
export const writeYaml = (journey: Journey): string => stringify(journey, { lineWidth: 0 });
