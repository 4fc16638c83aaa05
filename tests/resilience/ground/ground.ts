import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stopKafka } from '../../../tools/stack/src/kafka.ts';
import { stopPostgres } from '../../../tools/stack/src/postgres.ts';
import { type MortalKafka, mortalKafka } from './kafka.ts';
import { killFamily } from './mortal.ts';
import { mortalPostgres } from './postgres.ts';
import { type MountedVolume, mountVolume, type Volume } from './volume.ts';

export type { MortalKafka } from './kafka.ts';
export type { Mortal } from './mortal.ts';
export type { MortalPostgres } from './postgres.ts';
export type { Volume } from './volume.ts';

/** PostgreSQL (fsync on) and Kafka of the rig alone, on ports of their own, each on a disk of its own that can be full. */
export interface Ground {
  readonly adminUrl: string;
  readonly brokers: readonly string[];
  readonly postgres: Awaited<ReturnType<typeof mortalPostgres>>;
  readonly kafka: MortalKafka;
  /** undefined where the machine does not allow to mount one. */
  readonly volumes: { readonly postgres: Volume; readonly kafka: Volume } | undefined;
  stop(): Promise<void>;
}

// Files with holes: they take what is written to them, not this.
const diskBytes = 24 * 2 ** 30;

/** What an earlier run left in `folder` is ended and removed first. Ends everything it started when this process ends, also by a signal. */
export async function layGround(folder: string): Promise<Ground> {
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

  const mortals: { pid(): number }[] = [];
  let ended = false;
  const endAtOnce = () => {
    if (ended) return;
    ended = true;
    for (const mortal of mortals) killFamily(mortal.pid());
    release(mounted);
  };
  process.once('exit', endAtOnce);
  const stopListening = exitAtSignals();
  const postgres = await mortalPostgres(home, data.postgres);
  mortals.push(postgres);
  const kafka = await mortalKafka(home, data.kafka);
  mortals.push(kafka);
  return {
    adminUrl: postgres.adminUrl,
    brokers: kafka.brokers,
    postgres,
    kafka,
    volumes: first && second ? { postgres: first, kafka: second } : undefined,
    stop: async () => {
      for (const mortal of [kafka, postgres]) mortal.thaw();
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
