import { topics } from '@harken/contracts';
import { ensureTopics } from '@harken/messaging';
import { republishAll } from '@harken/stack';
import type { Fault } from './fault.ts';
import { recovered } from './recovered.ts';

/** Kafka comes back empty, and is rebuilt from the outboxes as docs/operations.md says. */
export const kafkaWiped = (): Fault => ({
  kind: 'kafka-wiped',
  target: 'kafka',
  describe: 'the data of kafka are deleted and rebuilt from the outboxes',
  inject: async (arena) => {
    const { infrastructure, system } = arena;
    await Promise.all(Object.values(system.services).map((service) => service.stop()));
    await infrastructure.wipeKafka();
    await ensureTopics(infrastructure, topics, system.topicPrefix);
    arena.say((await republishAll(system.urlOf)).split('\n').join('; '));
    for (const service of Object.values(system.services)) service.start();
    await recovered(arena);
  },
});
