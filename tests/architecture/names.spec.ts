import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exportedTypes, outdatedNames } from './names.ts';

const root = resolve(import.meta.dirname, '../..');
const find = (pattern: string) =>
  globSync(pattern, { cwd: root, exclude: (path) => /node_modules|dist|fixtures/.test(String(path)) })
    .map(String)
    .sort();
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');

describe('identifiers', () => {
  const sources = find('{apps,libs,tools,tests}/**/*.ts').filter((path) => !path.startsWith('tests/architecture/'));

  it('are the terms of the glossary, not the names they replace', () => {
    expect(sources.flatMap((path) => outdatedNames(read(path)).map((name) => `${path}: ${name}`))).toEqual([]);
  });

  it('are found in code, not in comments and strings', () => {
    expect(outdatedNames("const bell = new Bell(); // Sleeper\nconst mostRows = 'KeyBook';")).toEqual([
      'Bell -> CommitSignal',
      'mostRows -> max...',
    ]);
  });
});

describe('the glossary', () => {
  it('names code that exists', () => {
    const code = find('{apps,libs}/*/src/**/*.ts').map(read).join('\n');
    const cells = read('docs/glossary.md').matchAll(/^\| \*\*.*\| (.+) \|$/gm);
    const names = [...cells].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });
});

describe('exported types', () => {
  const folders = find('{apps,libs,tools}/*/src');

  it.each(folders)('of %s have unique names', (folder) => {
    const places = find(`${folder}/**/*.ts`)
      .filter((path) => !/\.(spec|fixture|builder)\.ts$/.test(path))
      .flatMap((path) => exportedTypes(read(path)).map((name) => ({ name, path })));
    const repeated = [...Map.groupBy(places, ({ name }) => name)].filter(([, found]) => found.length > 1);
    expect(repeated.map(([name, found]) => `${name}: ${found.map(({ path }) => path).join(', ')}`)).toEqual([]);
  });

  it('are found in every form', () => {
    const source = 'export type A = 1;\nexport interface B {}\nexport abstract class C {}\ntype D = 2;\n';
    expect(exportedTypes(source)).toEqual(['A', 'B', 'C']);
  });
});
