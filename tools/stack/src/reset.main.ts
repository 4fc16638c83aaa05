import { rmSync } from 'node:fs';
import { inHome } from '@harken/local-infrastructure';
import { wipeInfrastructure } from './infrastructure.ts';
import { runningLauncher, stopEverything } from './stack-files.ts';

// The broker's jars and the tests' own stack are no data.
const rest = ['secrets', 'logs', 'run', 'containers'];

const launcher = await runningLauncher();
if (launcher !== undefined) {
  console.error(`Harken is running (process ${launcher}): stop it before wiping its data.`);
  process.exitCode = 1;
} else {
  await stopEverything();
  const some = await wipeInfrastructure();
  for (const part of rest) rmSync(inHome(part), { recursive: true, force: true });
  console.log(some ? 'The data of the local stack is wiped.' : 'There was nothing to wipe.');
}
