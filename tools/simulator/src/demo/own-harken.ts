import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@harken/contracts';
import { freePort, pinnedNode, portIsFree, root } from '@harken/local-infrastructure';

const launcher = join(root, 'tools/stack/src/start.main.ts');
const managementOffset = 1_000;

/** A Harken that nobody else uses. */
export interface OwnHarken {
  /** What finds it: its home and its ports, for this process and its children. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops it and removes all that it wrote. */
  stop(): Promise<void>;
}

/** Starts one as `npm start` does, on free ports, with its data in a temporary folder. An interrupt stops and removes it. */
export async function startOwnHarken(say: (text: string) => void): Promise<OwnHarken> {
  const home = mkdtempSync(join(tmpdir(), 'harken-demo-'));
  const env = { HARKEN_HOME: home, ...(await freePorts()) };
  const child = spawn(pinnedNode, ['--conditions=harken-source', '--disable-warning=ExperimentalWarning', launcher], {
    cwd: root,
    env: { ...process.env, ...env },
    // The channel tells the launcher when this process is gone, however it ended.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGINT');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop().finally(() => process.exit(130)));
  let printed = '';
  const ready = new Promise<boolean>((done) => {
    const take = (piece: Buffer): void => {
      printed += piece;
      if (printed.includes('Harken is ready')) done(true);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    void ended.then(() => done(false));
  });
  say('Starting a Harken of its own; it is removed at the end.');
  if (await ready) return { env, stop };
  await stop();
  throw new Error(`Harken did not start.\n${printed.trim()}`);
}

async function freePorts(): Promise<Record<string, string>> {
  const ports: Record<string, string> = {};
  for (const name of ['HARKEN_POSTGRES_PORT', 'HARKEN_KAFKA_PORT', 'HARKEN_KAFKA_CONTROLLER_PORT'])
    ports[name] = String(await freePort());
  for (const service of services) {
    let port = await freePort();
    while (!(await portIsFree(port + managementOffset))) port = await freePort();
    ports[`${service.toUpperCase()}_PORT`] = String(port);
  }
  return ports;
}
