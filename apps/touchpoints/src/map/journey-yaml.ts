import { invalidRequest } from '@harken/errors';
import { isScalar, parseDocument, stringify, visit } from 'yaml';
import type { Journey } from './journey.ts';

/** Reading so many takes 0.1 s, in which nothing else runs; a longer map is sent as JSON, which is read a hundred times as fast. */
const maxEntries = 4_000;
/** What begins or ends an entry, and what the library searches from the beginning for each: tags, aliases, anchors. */
const marks = /[\n\r,:{}[\]!*&]|[-?] /g;

/**
 * A document from YAML 1.2. Throws on what is not YAML. Entries and aliases are limited, so that no small text becomes a
 * huge map or takes long. The names of a map are compared here: `uniqueKeys` of the library compares each with each.
 */
export function readYaml(text: string): unknown {
  const entries = text.match(marks)?.length ?? 0;
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
