import { setTimeout as delay } from 'node:timers/promises';
import { contracts } from '@harken/contracts';
import { readTopic } from '@harken/messaging';
import { republishAll } from '@harken/stack';
import { eventually } from '@harken/testing';
import { kafkaWiped } from '../kafka-wiped.ts';
import { endpointFails } from '../outages.ts';
import { killRelay } from '../process-faults.ts';
import { demand, inject, type Proof } from './proof.ts';

export const relayKilled: Proof = async (stage) => {
  await inject(stage, killRelay('feedback', 3, 20_000));
  await stage.drained();
  const times = new Map<string, number>();
  for (const topic of ['customers.events', 'feedback.events'] as const) {
    await readTopic({
      brokers: stage.system.brokers,
      topicPrefix: stage.system.topicPrefix,
      topic,
      contracts: contracts.filter((contract) => contract.topic === topic),
      onEvents: async (events) => {
        for (const { id } of events) times.set(id, (times.get(id) ?? 0) + 1);
      },
    });
  }
  const repeated = [...times.values()].filter((n) => n > 1).length;
  demand(repeated > 0, `none of ${times.size} events was published twice: it did not die between publish and mark`);
  return `${repeated} events stand on the log twice`;
};

export const wiped: Proof = async (stage) => {
  const refusal = await republishAll(stage.system.urlOf).then(
    () => 'none',
    (error: Error & { stderr?: string }) => error.stderr?.trim() ?? error.message,
  );
  demand(/still publishes/.test(refusal), `while the services ran, the command said: ${refusal}`);
  await inject(stage, kafkaWiped());
  return stage.said.at(-1) ?? '';
};

export const endpoint =
  (how: 'hangs' | '500' | 'slow' | 'half'): Proof =>
  async (stage) => {
    await stage.drained();
    await eventually(() => stage.taken.length > 0);
    const before = stage.taken.length;
    const inBetween = delay(5_000).then(() => stage.taken.length);
    await inject(stage, endpointFails(how, 6_000));
    const taken = (await inBetween) - before;
    demand(how === 'slow' || taken === 0, `it took ${taken} alerts meanwhile`);
    const well = performance.now();
    const atEnd = stage.taken.length;
    await eventually(() => stage.taken.length > atEnd + 10, { within: 90_000 });
    return `it took ${taken} alerts meanwhile; they flow again ${Math.round(performance.now() - well)} ms after it was well`;
  };
