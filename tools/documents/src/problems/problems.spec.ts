// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources as texts
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { codesIn, isUsed, sourcesOf } from './problem-codes.ts';
import { readProblems, renderProblems } from './problems-document.ts';

const root = resolve(import.meta.dirname, '../../../..');
const declared = readProblems(root);
const shared = Object.keys(declared.get('every service')?.problems ?? {});
const folderOf = (service: string): string => (service === 'every service' ? 'libs/service' : `apps/${service}`);

it('docs/problems.md is what `npm run problems` writes', () => {
  expect(readFileSync(join(root, 'docs/problems.md'), 'utf8')).toBe(renderProblems(declared));
});

describe.each([...declared])('the problems of %s', (service, { problems }) => {
  const sources = sourcesOf(root, folderOf(service));
  const codes = new Set([...shared, ...Object.keys(problems)]);

  it('include every code in its sources', () => {
    // Names of topics, statements and locks that look like codes.
    const others =
      /^(\w+\.events|service\.name|customer\.segments)$|^feedback\.(known-customers|add|add-stubs|complaint-policy)$/;
    const undeclared = [...codesIn(sources, codes)].filter((code) => !codes.has(code) && !others.test(code));
    expect(undeclared).toEqual([]);
  });

  it('are all used', () => {
    expect(Object.keys(problems).filter((code) => !isUsed(code, sources))).toEqual([]);
  });
});

it('no service declares a problem of every service again', () => {
  const own = [...declared].filter(([service]) => service !== 'every service');
  expect(own.flatMap(([, { problems }]) => Object.keys(problems)).filter((code) => shared.includes(code))).toEqual([]);
});

describe('a code in sources', () => {
  const declaredCodes = new Set(['team.full']);
  it.each([
    ["throw new RuleBroken('a.b', 'No.');", ['a.b']],
    ["throw new NotFound('team', id);", ['team.not-found']],
    ["const code = 'team.unknown';", ['team.unknown']],
    ["const topic = 'other.events';", []],
  ])('%s', (source, expected) => expect([...codesIn(source, declaredCodes)]).toEqual(expected));

  it('is used in one piece or put together', () => {
    expect(isUsed('a.b-c', "x('a.b-c')")).toBe(true);
    expect(isUsed('a.b-c', "`a.${code}`; fault('b-c')")).toBe(true);
    expect(isUsed('a.b-c', "fault('b-d')")).toBe(false);
  });
});
