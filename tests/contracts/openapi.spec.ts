import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { services } from '@harken/contracts';
import { checkOpenApi, generateOpenApi, lintOpenApi, type OpenApiDocument } from '@harken/service';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { definitions } from './services.ts';

jest.setTimeout(60_000);
const root = resolve(import.meta.dirname, '../..');

/** Objects whose fields are somebody else's: the CRM's, or those of whichever command, alert, state or method. */
const openObjects = [
  ...['AlertDto.data', 'AlertDto.evidence'],
  ...['JourneyChangeDto.before', 'JourneyChangeDto.after'], // whatever fields of the map differ
  ...['BulkBody.body'],
  ...['CustomerBody.attributes', 'CustomerBody.consents', 'CustomerDto.attributes', 'CustomerDto.consents'],
  ...['CustomerItem.attributes', 'CustomerItem.consents'],
  ...['HistoryDto.after', 'HistoryDto.before'],
  ...['ImportDto.sample', 'MappedFieldDto.values'],
  ...['InteractionBody.data', 'InteractionDto.data', 'InteractionEventData.data', 'InteractionFactsDto.data'],
  ...['MonitorBody.parameters', 'MonitorDto.parameters'],
];

// `imports` is no id of a complaint, `proposals` none of a standard, and the router takes what is written out first.
const writtenOut = /^no-ambiguous-paths .*`\/v1\/(complaints\/imports\/\{importId\}|standards\/proposals\/\{id\})`/;

describe.each(services)('the OpenAPI document of %s', (service) => {
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = await generateOpenApi(definitions[service]);
  });

  it('is whole: one named schema per body and answer, no object without a name, no union without a discriminator (case 21)', async () => {
    expect(checkOpenApi(document)).toEqual([]);
    expect((await lintOpenApi(document)).filter((problem) => !writtenOut.test(problem))).toEqual([]);
  });

  it('has classes whose names are theirs alone: of two with one name, one would stand for both (case 20)', () => {
    const files = [`apps/${service}/src/**/*.ts`, 'libs/service/src/**/*.ts'].flatMap((pattern) =>
      globSync(pattern, { cwd: root }),
    );
    const shown = files.filter((file) => !/\.(spec|fixture|builder)\.ts$/.test(file));
    const places = new Map<string, string[]>();
    for (const file of shown) {
      const text = readFileSync(resolve(root, file), 'utf8');
      if (!/from '@harken\/service'|from '@nestjs\/swagger'|dto-properties/.test(text)) continue;
      for (const [, name = ''] of text.matchAll(/^ *(?:export )?class (\w+)/gm))
        places.set(name, [...(places.get(name) ?? []), file]);
    }
    expect(places.size).toBeGreaterThan(5);
    expect([...places].filter(([, where]) => where.length > 1)).toEqual([]);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('leaves no object open whose fields are known (case 21)', () => {
    const open = Object.entries(document.components?.schemas ?? {}).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, property]) => isOpen(property) || isOpen(property.items ?? {}))
        .map(([property]) => `${name}.${property}`),
    );
    expect(open.filter((place) => !openObjects.includes(place))).toEqual([]);
  });
});

const isOpen = ({ type, properties, additionalProperties, allOf, oneOf }: Record<string, unknown>): boolean =>
  (Array.isArray(type) ? type : [type]).includes('object') &&
  !properties &&
  !allOf &&
  !oneOf &&
  (additionalProperties === undefined || additionalProperties === true);
