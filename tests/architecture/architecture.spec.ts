import { globSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { forbiddenNames, impure, isPure, knownSuffixes, rules, suffixOf } from './house-rules.ts';
import { foldersOf, maxFilesInRoom, roomFaults, roomRules, rooms, upwardImports } from './rooms.ts';

const root = resolve(import.meta.dirname, '../..');
const fixtures = resolve(import.meta.dirname, 'fixtures');

const allRules = [...rules, ...Object.entries(rooms).flatMap(([root, list]) => roomRules(root, list))];
const ruleNames = [...new Set(allRules.map(({ name }) => String(name)))];

async function cruiseFolders(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(folders, {
    baseDir,
    ruleSet: { forbidden: allRules },
    validate: true,
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|libs|tools)/[^/]+/dist/' },
    enhancedResolveOptions: {
      conditionNames: ['harken-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  });
  return output as ICruiseResult;
}

const violationsOf = ({ summary }: ICruiseResult): { rule: string; from: string; to: string }[] =>
  summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));

const sources = () =>
  globSync('{apps,libs,tools}/*/src/**/*.ts', { cwd: root, exclude: (f) => /node_modules|dist/.test(String(f)) });

describe('the house', () => {
  it('keeps its rules', async () => {
    const result = await cruiseFolders(root, ['apps', 'libs', 'tools']);
    const lines = Object.entries(rooms).map(
      ([at, list]) => `${at}: ${list.length} rooms, ${upwardImports(result, at)} upward imports`,
    );
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(violationsOf(result)).toEqual([]);
  }, 60_000);

  it.each(readdirSync(fixtures).sort())('has a rule that finds %s', async (rule) => {
    const base = resolve(fixtures, rule);
    const found = violationsOf(await cruiseFolders(base, readdirSync(base)));
    expect(found.map((violation) => violation.rule)).toContain(rule);
  });

  it('has a bad fixture for every rule', () => {
    expect(readdirSync(fixtures).sort()).toEqual(ruleNames.sort());
  });
});

describe('the rooms', () => {
  it.each(Object.keys(rooms))('of %s stand in its list and hold few files', (at) => {
    expect(roomFaults(foldersOf(root, at), rooms[at] ?? [])).toEqual([]);
  });

  it('are found out when one is not listed, empty or too full', () => {
    const folders = new Map([
      ['clocks', maxFilesInRoom + 1],
      ['routing', 3],
    ]);
    expect(roomFaults(folders, ['clocks', 'teams'])).toEqual([
      'routing is not listed',
      'teams has no files',
      `clocks holds ${maxFilesInRoom + 1} files`,
    ]);
  });
});

describe('the names of files', () => {
  it('say what is inside', () => {
    expect(sources().filter((path) => forbiddenNames.test(path))).toEqual([]);
    expect('apps/complaints/src/clocks/utils.ts').toMatch(forbiddenNames);
  });

  it('carry only the known suffixes', () => {
    const inRooms = sources().filter((path) => /^apps\/[^/]+\/src\/.+\/[^/]+\.ts$/.test(path));
    const unknown = inRooms.filter((path) => {
      const suffix = suffixOf(path);
      return suffix !== undefined && !knownSuffixes.has(suffix);
    });
    expect(unknown).toEqual([]);
    expect(suffixOf('apps/complaints/src/clocks/clock.service.ts')).toBe('service');
    expect(knownSuffixes.has('service')).toBe(false);
  });
});

describe('pure files', () => {
  it('take the time as a parameter and draw no random numbers', () => {
    const found = sources()
      .filter(isPure)
      .filter((path) => impure.test(readFileSync(resolve(root, path), 'utf8')));
    expect(found).toEqual([]);
    expect('const dueAt = new Date();').toMatch(impure);
  });
});
