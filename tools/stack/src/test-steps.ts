import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { inHome, pinnedNode, root, tail } from '@harken/local-infrastructure';
import { findChromium } from './find-chromium.ts';
import { type Figures, figuresOf, figuresOfText } from './jest-figures.ts';
import { say } from './progress.ts';

export interface TestStep {
  readonly name: string;
  /** Needs PostgreSQL and Kafka beside it. */
  readonly onStack?: boolean;
  run(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Figures>;
}

// A step that hangs is a failure, not a run without end.
const longestStepMs = 15 * 60_000;

const folder = inHome('test');
const bin = (path: string): string => `${root}/node_modules/${path}`;

/** A command that is one check: it passes when it ends with 0. */
const check = (name: string, args: readonly string[]): TestStep => ({
  name,
  run: async (env, signal) => {
    const { code, logFile } = await runLogged(name, args, env, signal);
    if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] };
    return { passed: 0, failed: 1, skipped: 0, failures: [tail(logFile, 60)] };
  },
});

/** A project of jest.config.mjs. */
const jest = (name: string, project: string, workers: number, onStack = true): TestStep => ({
  name,
  onStack,
  run: async (env, signal) => {
    const report = `${folder}/${project}.json`;
    rmSync(report, { force: true });
    const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest/bin/jest.js')];
    const args = [
      `--selectProjects=${project}`,
      `--maxWorkers=${workers}`,
      '--forceExit',
      '--json',
      `--outputFile=${report}`,
    ];
    const { code, logFile } = await runLogged(name, [...options, ...args], env, signal);
    const figures = read(report);
    if (figures && (code === 0 || figures.failed > 0)) return figures;
    const ending = `jest ended with ${code}. The end of ${logFile}:\n${tail(logFile, 40)}`;
    return { passed: figures?.passed ?? 0, failed: 1, skipped: figures?.skipped ?? 0, failures: [ending] };
  },
});

/** A command that counts by itself: its last line says `<n> passed, <n> failed`. */
const counted = (name: string, args: readonly string[]): TestStep => ({
  name,
  run: async (env, signal) => {
    const { code, logFile } = await runLogged(name, args, env, signal);
    const figures = figuresOfText(readFileSync(logFile, 'utf8'));
    if (figures && code === 0 && figures.failed === 0) return figures;
    const ending = `${name} ended with ${code}. The end of ${logFile}:\n${tail(logFile, 70)}`;
    return { passed: figures?.passed ?? 0, failed: figures?.failed || 1, skipped: 0, failures: [ending] };
  },
});

const resilience = [
  '--conditions=harken-source',
  '--disable-warning=ExperimentalWarning',
  'tests/resilience/resilience.main.ts',
];

export const steps: readonly TestStep[] = [
  check('lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']),
  check('types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']),
  check('build', [bin('nx/dist/bin/nx.js'), 'run-many', '-t', 'build', '--parallel=2', '--output-style=stream']),
  jest('house rules and unit', 'unit', 2, false),
  jest('integration', 'integration', 2),
  jest('journeys', 'journeys', 1),
  counted('resilience', resilience),
];

const browser = jest('browser', 'browser', 1);

/** Run only when asked for by name. */
export const stepsOnDemand: readonly TestStep[] = [
  jest('clients', 'clients', 1),
  {
    ...browser,
    run: async (env, signal) => {
      if (findChromium(env) !== undefined) return browser.run(env, signal);
      say('  ! SKIPPED, as there is no Chromium: apt-get install -y chromium fonts-noto-cjk fonts-thai-tlwg');
      return { passed: 0, failed: 0, skipped: 1, failures: [] };
    },
  },
  jest('compose', 'compose', 1, false),
];

async function runLogged(name: string, args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal) {
  mkdirSync(folder, { recursive: true });
  const logFile = `${folder}/${name.replaceAll(' ', '-')}.log`;
  const log = createWriteStream(logFile);
  const quiet = { NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', NO_COLOR: '1', CI: '1' };
  // A group of its own: an interrupt ends the workers too.
  const child = spawn(pinnedNode, args, {
    cwd: root,
    env: { ...env, ...quiet, PATH: `${root}/node_modules/.bin:${env.PATH}` },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, 'SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  const limit = setTimeout(end, longestStepMs);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, exitSignal) => resolve(exitCode ?? exitSignal));
  });
  clearTimeout(limit);
  signal.removeEventListener('abort', end);
  log.end();
  await finished(log);
  return { code, logFile };
}

function read(report: string): Figures | undefined {
  try {
    return figuresOf(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return undefined;
  }
}
