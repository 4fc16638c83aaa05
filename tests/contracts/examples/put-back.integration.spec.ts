import { isDeepStrictEqual } from 'node:util';
import { services } from '@harken/contracts';
import { generateOpenApi, type OpenApiDocument, operationsOf, type Role } from '@harken/service';
import { describe, expect, it, jest } from '@jest/globals';
import { definitions } from '../services.ts';
import { preparations } from './preparations.ts';
import { runService } from './run-service.ts';
import { concretePath } from './try-examples.ts';

jest.setTimeout(180_000);

type Operation = ReturnType<typeof operationsOf>[number]['operation'];
type Json = Record<string, unknown>;
interface Shape {
  readonly $ref?: string;
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
}

/** What Harken writes by itself at every PUT. */
const written = ['version', 'publishedAt', 'publishedBy', 'updatedAt', 'effectiveFrom'];
const content = (body: object): Json =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !written.includes(name)));

/** The documented body, and the same with no more than what is required. */
function bodiesOf({ requestBody }: Operation, document: OpenApiDocument): unknown[] {
  const [, media] = Object.entries(requestBody?.content ?? {}).find(([type]) => /json$/.test(type)) ?? [];
  const [first] = Object.values((media?.examples ?? {}) as Record<string, { value: unknown }>);
  const whole = media?.example ?? first?.value;
  return [whole, required(whole, media?.schema as Shape, document)];
}

function required(value: unknown, shape: Shape | undefined, document: OpenApiDocument): unknown {
  const name = (shape?.$ref ?? shape?.allOf?.[0]?.$ref)?.split('/').at(-1);
  const known = name === undefined ? shape : (document.components?.schemas?.[name] as Shape);
  if (Array.isArray(value)) return value.map((item) => required(item, known?.items, document));
  if (typeof value !== 'object' || value === null || !known?.properties) return value;
  const { properties, required: needed = [] } = known;
  const kept = Object.entries(value as Json).filter(([field]) => needed.includes(field));
  return Object.fromEntries(kept.map(([field, part]) => [field, required(part, properties[field], document)]));
}

describe('what GET gives, and what PUT answers, PUT takes: read-only fields are ignored (case 27)', () => {
  it.each(services)('in every PUT route of %s', async (name) => {
    const document = await generateOpenApi(definitions[name]);
    const puts = operationsOf(document).filter(({ method }) => method.toUpperCase() === 'PUT');
    if (puts.length === 0) return;
    const service = await runService(definitions[name]);
    try {
      const prepare = (await preparations[name]?.(service, document)) ?? (async () => ({}));
      const wrong: unknown[] = [];
      let tried = 0;
      for (const { place, operation } of puts) {
        const [, pattern = ''] = place.split(' ');
        const [as = 'ops'] = (operation['x-roles'] ?? []) as Role[];
        const path = concretePath(pattern, operation, await prepare(place, operation));
        const read = document.paths[pattern]?.get;
        const [whole, ...shorter] = bodiesOf(operation, document);
        for (const body of [whole, ...shorter]) {
          const put = await service.send('PUT', path, { body, as });
          // What is required is not always enough: a calendar needs hours.
          if (put.status === 400 && body !== whole) continue;
          const got = read ? await service.send('GET', path, { as: (read['x-roles']?.[0] ?? as) as Role }) : put;
          for (const [what, answer] of Object.entries({ put, got })) {
            tried += 1;
            const again = await service.send('PUT', path, { body: answer.body, as });
            const [before, after] = [content(answer.body), content(again.body)];
            const changed = Object.keys({ ...before, ...after }).filter(
              (field) => !isDeepStrictEqual(before[field], after[field]),
            );
            if (put.status >= 300 || again.status !== 200 || changed.length > 0)
              wrong.push({ place, what, put: put.status, again: again.status, changed, errors: again.body.errors });
          }
        }
      }
      process.stdout.write(`${name}: ${puts.length} PUT routes, ${tried} answers put back\n`);
      expect(wrong).toEqual([]);
    } finally {
      await service.stop();
    }
  });
});
