// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources as texts
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findProblems } from './find-problems.ts';
import { listProblems, renderProblems, sourcesIn } from './problems-document.ts';
import { nodesOf, parse } from './syntax.ts';

jest.setTimeout(60_000);

const root = resolve(import.meta.dirname, '../../../..');

describe('docs/problems.md', () => {
  let sources: ReturnType<typeof sourcesIn>;
  let problems: ReturnType<typeof listProblems>;
  beforeAll(() => {
    sources = sourcesIn(root);
    problems = listProblems(sources);
  });

  it('is what `npm run problems` makes of the sources', () => {
    expect(readFileSync(join(root, 'docs/problems.md'), 'utf8')).toBe(renderProblems(problems));
  });

  it('misses no code: whatever looks like one in the sources is there', () => {
    const codes = new Set([...problems.values()].flat().map(({ code }) => code));
    const nouns = new Set([...codes].filter((code) => code.includes('.')).map((code) => code.split('.')[0]));
    // Topics, statements and attributes have names like these.
    const others = /^(\w+\.events|service\.name)$|^feedback\.(known-customers|add|add-stubs)$/;
    const missing = sources.flatMap(({ path, text }) =>
      [...nodesOf(parse(text))].flatMap(({ node }) => {
        const [, noun] = node.type === 'StringLiteral' ? (/^([a-z-]+)\.[a-z-]+$/.exec(node.value) ?? []) : [];
        return noun && nouns.has(noun) && !codes.has(node.value) && !others.test(node.value)
          ? [`${path}: ${node.value}`]
          : [];
      }),
    );
    expect(missing).toEqual([]);
  });
});

describe('a problem in a source is found', () => {
  const found = (source: string) => findProblems(source).map(({ code, status, sentence }) => [code, status, sentence]);
  it.each<[string, string, unknown[]]>([
    ['thrown', "throw new RuleBroken('a.b', 'No.');", [['a.b', 409, 'No.']]],
    ['absent', "throw new NotFound('team', id);", [['team.not-found', 404, 'No team has the id {id}.']]],
    ['by a constant', "const code = 'a.b'; throw new Stale(code, `At ${n}.`);", [['a.b', 412, 'At {n}.']]],
    [
      'one of two',
      "throw new RuleBroken(`a.${x ? 'b' : 'c'}`, 'No.');",
      [
        ['a.b', 409, 'No.'],
        ['a.c', 409, 'No.'],
      ],
    ],
    ['in a list of faults', "[{ pointer, code: 'a.b', detail: 'No.' }]", [['a.b', 400, 'No.']]],
    ['in a table of statuses', "({ status: 503, code: 'a.b', detail: 'No.' })", [['a.b', 503, 'No.']]],
    [
      'made by a function of the file',
      "const f = (at: string, code: string, detail: string) => ({ pointer: at, code: `a.${code}`, detail }); f('/x', 'b', 'No.');",
      [['a.b', 400, 'No.']],
    ],
    [
      'made by a function that another one calls',
      "const g = (detail: string) => f('b', detail); const f = (code: string, detail: string) => new Invalid(`a.${code}`, detail); g(`At ${n}.`); const detail = 'Else.'",
      [['a.b', 400, 'At {n}.']],
    ],
    ['not where it is only passed on', 'throw new Invalid(error.code, error.message);', []],
  ])('%s', (_, source, expected) => expect(found(source)).toEqual(expected));
});
