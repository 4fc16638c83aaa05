import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { createClassifier } from '../../apps/feedback/src/classification/classifier.ts';
import { defaultPolicy } from '../../apps/feedback/src/classification/complaint-policy.ts';
import { shippedModels } from '../../apps/feedback/src/classification/text-model/shipped-models.cache.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');
const run = promisify(execFile);
const documents = ['README.md', 'docs/operations.md', 'docs/first-steps.md', 'CONTRIBUTING.md'];
const { scripts, workspaces } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  workspaces: string[];
};

/** Scripts that documents name: `npm start`, `npm test`, `npm run keys -- list`. */
const scriptsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/npm (?:run (?:-s )?([a-z:-]+)|(start|test)\b)/g)].map(([, name, short]) => name ?? short ?? ''),
  ),
];
const named = [...new Set(documents.flatMap((file) => scriptsIn(read(file))))].sort();
/** Tools of others with a --help of their own, or that build first. */
const ofOthers = ['build', 'format', 'jest', 'lint', 'types'];
const building = ['asyncapi', 'events', 'openapi', 'settings'];

const mentioned = (file: string, pattern: RegExp): string[] => [
  ...new Set([...read(file).matchAll(pattern)].map(([, found = '']) => found)),
];

describe('what the documents tell people to run (case 45)', () => {
  it('is there: each npm script', () => {
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it.each(named.filter((name) => !ofOthers.includes(name)))(
    'npm run %s answers --help and does nothing',
    async (name) => {
      // Those that build first are asked without the build.
      const script = (scripts[name] ?? '').split(' && ').at(-1) ?? '';
      const env = { ...process.env, NODE_OPTIONS: '', npm_lifecycle_event: name };
      const { stdout, stderr } = await run('sh', ['-c', `${script} --help`], { cwd: root, env });
      expect(stdout).toMatch(new RegExp(`^npm (run )?${name}\\b`));
      expect(stderr).toBe('');
      expect(building.includes(name)).toBe((scripts[name] ?? '').includes(' && '));
    },
  );

  it.each(documents)('is there: each file that %s links to', (file) => {
    const folder = resolve(root, file, '..');
    const links = mentioned(file, /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g);
    expect(links.filter((link) => !existsSync(resolve(folder, link)))).toEqual([]);
  });

  it('is there: each setting that operations.md and README.md name', () => {
    const settings = ['README.md', 'docs/operations.md'].flatMap((file) =>
      mentioned(file, /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g),
    );
    const known = [read('.env.example'), read('docker-compose.yml'), read('tools/stack/src/settings.ts')].join('\n');
    const elsewhere = ['MALLOC_ARENA_MAX', 'KAFKA_CLUSTER_ID', 'DATABASE_URL_FILE', 'CHROMIUM_PATH'];
    expect(
      [...new Set(settings)].filter((name) => !new RegExp(`\\b${name}\\b`).test(known) && !elsewhere.includes(name)),
    ).toEqual([]);
  });

  it('has a README in each service and library', () => {
    const folders = workspaces
      .filter((pattern) => /^(apps|libs)/.test(pattern))
      .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
      .map((file) => dirname(file));
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => !existsSync(resolve(root, folder, 'README.md')))).toEqual([]);
  });

  it('answers as README.md shows', () => {
    const text = read('README.md');
    const sent = JSON.parse(/-d '(\{ "source"[^']*\})'/.exec(text)?.[1] ?? '{}') as { text: string; answers: object };
    const shown = JSON.parse(/^(\{ "id"[\s\S]*?\} \})$/m.exec(text)?.[1] ?? '{}') as { complaint: object };
    const answers = { nps: null, csat: null, ces: null, ratings: [], factors: [], ...sent.answers };
    const classify = createClassifier(defaultPolicy, shippedModels());
    expect(classify({ kind: null, category: null, text: sent.text, language: 'en', answers })).toEqual(shown.complaint);
  });
});
