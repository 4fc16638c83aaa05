import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { services, topics } from '@harken/contracts';
import { ensureTopics } from '@harken/messaging';
import { ownerOf } from '@harken/stack';
import type { System } from '../../harness/system.ts';
import type { Fault } from './fault.ts';
import { recovered } from './recovered.ts';

const run = promisify(execFile);
const command = resolve(import.meta.dirname, '../../../tools/stack/dist/republish.main.js');

/** Kafka comes back empty, and is rebuilt from the outboxes as docs/operations.md says. */
export const kafkaWiped = (): Fault => ({
  kind: 'kafka-wiped',
  target: 'kafka',
  describe: 'the data of kafka are deleted and rebuilt from the outboxes',
  inject: async (arena) => {
    const { ground, system } = arena;
    await Promise.all(Object.values(system.services).map((service) => service.stop()));
    await ground.kafka.wipe();
    await ensureTopics(ground.brokers, topics, system.topicPrefix);
    arena.say(await republish(system));
    for (const service of Object.values(system.services)) service.start();
    await recovered(arena);
  },
});

/** What the command says. */
export async function republish(system: Pick<System, 'urlOf'>): Promise<string> {
  const urls = Object.fromEntries(services.map((service) => [service, system.urlOf(ownerOf(service))]));
  const { stdout } = await run(process.execPath, [command], {
    env: { ...process.env, HARKEN_OWNER_URLS: JSON.stringify(urls) },
  });
  return stdout.trim().split('\n').join('; ');
}
