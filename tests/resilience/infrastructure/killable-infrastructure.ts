import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  freePort,
  type InfrastructureAddresses,
  kafkaAnswers,
  startInfrastructure,
  stopKafka,
  stopPostgres,
  withClient,
} from '@harken/local-infrastructure';
import { eventually } from '@harken/testing';
import { type KillableServer, killableServer, killProcessTree } from './killable-server.ts';
import { type MountedVolume, mountVolume, type Volume } from './volume.ts';

/** PostgreSQL (fsync on) and Kafka of the rig alone, each on a disk of its own that can be full. */
export interface KillableInfrastructure extends InfrastructureAddresses {
  readonly postgres: KillableServer;
  readonly kafka: KillableServer;
  /** Deletes everything Kafka knows; a new, empty cluster stands at the same address. */
  wipeKafka(): Promise<void>;
  /** undefined where the machine does not allow to mount one. */
  readonly volumes: { readonly postgres: Volume; readonly kafka: Volume } | undefined;
  stop(): Promise<void>;
}

// Sparse files: they take what is written to them, not this.
const diskBytes = 24 * 2 ** 30;
const backWithinMs = 60_000;
// After a kill the controller refuses the broker until the session of its predecessor ends: 9 s by default.
const shortSession = { 'broker.session.timeout.ms': 4_000, 'broker.heartbeat.interval.ms': 500 };

/**
 * Ends and removes first what an earlier run left in `folder`. Ends everything it started when this process ends, also
 * by a signal.
 */
export async function startKillableInfrastructure(folder: string): Promise<KillableInfrastructure> {
  const home = resolve(folder);
  const disks = { postgres: join(home, 'postgres'), kafka: join(home, 'kafka') };
  const data = { postgres: join(disks.postgres, 'data'), kafka: join(disks.kafka, 'data') };
  mkdirSync(home, { recursive: true });
  await Promise.all([stopPostgres(data.postgres), stopKafka(data.kafka)]);
  const mounted = Object.values(disks).flatMap((disk) => mountVolume(disk, diskBytes) ?? []);
  const [first, second] = mounted;
  if (!first || !second) release(mounted);
  for (const disk of Object.values(disks)) if (!second) rmSync(disk, { recursive: true, force: true });
  for (const disk of Object.values(disks)) mkdirSync(disk, { recursive: true });

  const servers: { pid(): number }[] = [];
  const endAtOnce = () => {
    for (const server of servers) killProcessTree(server.pid());
    release(mounted.splice(0));
  };
  process.once('exit', endAtOnce);
  const stopListening = exitAtSignals();
  const ports = { postgres: await freePort(), kafka: await freePort() };
  const infrastructure = await startInfrastructure({
    folder: home,
    postgres: { dataDir: data.postgres, port: ports.postgres, maxConnections: 300 },
    kafka: { dataDir: data.kafka, port: ports.kafka, properties: shortSession },
  });
  const { adminUrl, brokers } = infrastructure;
  servers.push(infrastructure.postgres, infrastructure.kafka);

  const postgres = killableServer('postgres', infrastructure.postgres, ports.postgres, async () => {
    const { pid, start } = infrastructure.postgres;
    if (pid() === 0) await start();
    const answers = () => {
      if (pid() === 0) throw new Error('PostgreSQL ended by itself');
      return withClient(adminUrl, (client) => client.query('SELECT 1'));
    };
    await eventually(answers, { within: backWithinMs, every: 100 });
  });
  const kafka = killableServer('kafka', infrastructure.kafka, ports.kafka, async (kill) => {
    const { pid, start } = infrastructure.kafka;
    for (const until = performance.now() + backWithinMs; pid() !== 0 && performance.now() < until; ) {
      if (await kafkaAnswers(ports.kafka)) return;
    }
    // It may live and not answer, like after a full disk: the probe of a supervisor would end it, too.
    await kill();
    await start();
  });
  return {
    adminUrl,
    brokers,
    postgres,
    kafka,
    wipeKafka: async () => {
      await kafka.stop();
      rmSync(join(data.kafka, 'log'), { recursive: true, force: true });
      await kafka.start();
    },
    volumes: first && second ? { postgres: first, kafka: second } : undefined,
    stop: async () => {
      for (const server of [kafka, postgres]) server.resume();
      await Promise.all([kafka.stop(), postgres.stop()]);
      endAtOnce();
      stopListening();
      process.removeListener('exit', endAtOnce);
      for (const disk of Object.values(disks)) rmSync(disk, { recursive: true, force: true });
    },
  };
}

const release = (volumes: readonly MountedVolume[]): void => {
  for (const volume of volumes) volume.release();
};

/** A signal's default end would skip what is to be done at the exit. */
function exitAtSignals(): () => void {
  const exits = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal, index) => {
    const exit = () => process.exit([130, 143, 129][index]);
    process.on(signal, exit);
    return () => process.removeListener(signal, exit);
  });
  return () => {
    for (const remove of exits) remove();
  };
}
