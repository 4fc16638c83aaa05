import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '@harken/local-infrastructure';
import { type Addresses, checkInfrastructure, firstKeys, startInfrastructure, startServices } from './local-stack.ts';
import { say, step } from './progress.ts';
import { readStackSettings } from './settings.ts';
import { launcherPid, runningLauncher, stopEverything } from './stack-files.ts';
import type { SupervisedService } from './supervised-service.ts';
import { watchInfrastructure } from './watch-infrastructure.ts';
import { welcome } from './welcome.ts';

const readyWithinMs = 60_000;
const startMayFinishWithinMs = 1_000;

const interrupt = new AbortController();
const running: SupervisedService[] = [];
let starting: Promise<void> | undefined;
let unwatch: (() => void) | undefined;
let stopping: Promise<void> | undefined;

function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    interrupt.abort(new Error('interrupted'));
    const started = performance.now();
    unwatch?.();
    say('\nStopping ...');
    await Promise.race([starting?.catch(() => undefined), new Promise((r) => setTimeout(r, startMayFinishWithinMs))]);
    for (const service of running) service.release();
    await stopEverything();
    rmSync(launcherPid, { force: true });
    say(`Everything is stopped (${((performance.now() - started) / 1000).toFixed(1)} s). The data is kept.`);
    process.exit(exitCode);
  })();
  return stopping;
}

async function start(): Promise<void> {
  const began = performance.now();
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const settings = readStackSettings(process.env);
  say('Harken is starting.');
  await step('Java, ports', () => checkInfrastructure(settings));
  const addresses: Addresses = await startInfrastructure(settings, interrupt.signal);
  await step('Services ready', async () => {
    interrupt.signal.throwIfAborted();
    running.push(...startServices(addresses, say));
    await Promise.all(running.map((service) => service.ready(readyWithinMs, interrupt.signal)));
  });
  const keys = await firstKeys(addresses.adminUrl);
  unwatch = watchInfrastructure(settings, say);
  say(welcome(settings, keys, (performance.now() - began) / 1000));
}

const other = await runningLauncher();
if (other !== undefined) {
  say(`Harken is running already (process ${other}). Stop it first with Ctrl-C, or "kill ${other}".`);
  process.exit(1);
}
mkdirSync(dirname(launcherPid), { recursive: true });
writeFileSync(launcherPid, String(process.pid));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
process.on('disconnect', () => stop(0));
// A closed terminal must not end the launcher before the services.
process.stdout.on('error', () => stop(0));

starting = start();
starting.catch((error: unknown) => {
  if (interrupt.signal.aborted) return;
  say(`\n${error instanceof Error ? error.message : String(error)}`);
  return stop(1);
});
