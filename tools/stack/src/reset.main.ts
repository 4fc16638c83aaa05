import { existsSync, readdirSync, rmSync } from 'node:fs';
import { inHome } from './paths.ts';
import { runningLauncher, stopEverything } from './stack-files.ts';

// The broker's jars and the tests' own stack are no data.
const data = ['postgres', 'postgres.new', 'kafka/broker', 'secrets', 'logs', 'run'];

const launcher = await runningLauncher();
if (launcher !== undefined) {
  console.error(`Harken is running (process ${launcher}): stop it before wiping its data.`);
  process.exitCode = 1;
} else {
  await stopEverything();
  const there = data.map((part) => inHome(part)).filter((path) => existsSync(path) && readdirSync(path).length > 0);
  for (const path of there) rmSync(path, { recursive: true, force: true });
  console.log(there.length > 0 ? 'The data of the local stack is wiped.' : 'There was nothing to wipe.');
}
