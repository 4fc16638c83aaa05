import { parse, stringify } from 'yaml';
import type { Journey } from './journey.ts';

/** A document from YAML 1.2. Throws on what is not YAML; aliases are limited, so that no small text becomes a huge map. */
export const readYaml = (text: string): unknown => parse(text, { maxAliasCount: 100, uniqueKeys: true });

/** The map as PUT takes it, so that what was exported can be imported. */
export const writeYaml = (journey: Journey): string => stringify(journey, { lineWidth: 0 });
