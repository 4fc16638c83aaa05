// Runs on the Node of the machine (20 or newer): installs what the lockfile says, then goes on with the pinned Node.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asksForHelp, usages } from './usages.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** `built`: it runs what is built and does not build itself. */
const scripts = {
  start: { file: 'tools/stack/src/start.main.ts' },
  test: { file: 'tools/stack/src/test.main.ts' },
  bench: { file: 'tests/bench/bench.main.ts', built: true },
  resilience: { file: 'tests/resilience/resilience.main.ts', built: true },
};

/** Whether node_modules holds what the lockfile says. */
function installed() {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith('node_modules/') || optional || link || there[path]?.version === version,
  );
}

let child;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    child?.kill(signal);
  });
}

// npm may be killed without passing it on.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid === parent || interrupted) return;
  interrupted = true;
  child?.kill('SIGTERM');
}, 250).unref();

function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? (signal ? 130 : 1)));
  });
}

/** What npm says goes to standard error: standard output is the command's own. */
function npm(...args) {
  const stdio = ['inherit', process.stderr, 'inherit'];
  const path = process.env.npm_execpath;
  return path?.endsWith('.js')
    ? run(process.execPath, [path, ...args], { stdio })
    : run('npm', args, { stdio, shell: process.platform === 'win32' });
}

function install() {
  console.error('Installing the packages of the lockfile ...');
  return npm('ci');
}

const [what, ...args] = process.argv.slice(2);
const script = scripts[what];
if (!script) throw new Error(`Unknown command ${what}; there are ${Object.keys(scripts).join(', ')}.`);
if (asksForHelp(args)) {
  console.log(usages[process.env.npm_lifecycle_event] ?? usages[what]);
  process.exit(0);
}
let code = installed() ? 0 : await install();
if (code === 0 && !interrupted && script.built) code = await npm('run', '-s', 'build');
if (code === 0 && !interrupted) {
  const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node))
    throw new Error('node_modules has no Node of its own: run "npm ci" with install scripts allowed.');
  const options = [
    '--conditions=harken-source',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=TimeoutNegativeWarning',
  ];
  // The channel tells the launcher when this process is gone, however it ended.
  code = await run(node, [...options, join(root, script.file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}
process.exitCode = code;
