import { join } from 'node:path';
import { topics } from '@harken/contracts';
import { type Infrastructure, withClient, withDatabase } from '@harken/local-infrastructure';
import { type System, startSystem } from '../harness/system.ts';
import type { BenchContext } from './bench.ts';
import { kafkaClient } from './kafka.ts';
import { Child } from './load/child.ts';
import type { Options } from './options.ts';
import { countProcessorTime } from './processor-time.ts';
import { inTurns } from './repeat.ts';

export interface OwnContext extends BenchContext {
  end(): Promise<void>;
}

/** What one bench starts ends with it: the next finds the machine as this one did. */
export function openContext(infrastructure: Infrastructure, options: Options, say: (text: string) => void): OwnContext {
  const endings: (() => Promise<unknown>)[] = [];
  return {
    options,
    infrastructure,
    say,
    atEnd: (run) => void endings.push(run),
    system: async (only, env = {}) => {
      const system = await startSystem({ infrastructure, only, env });
      endings.push(
        () => deleteTopics(system),
        () => system.stop(),
      );
      return system;
    },
    child: async (file, env) => {
      const child = await Child.start(join(import.meta.dirname, file), env);
      endings.push(() => child.stop());
      return child;
    },
    inTurns: (what, figure, baseline, repetitions = options.repetitions) => {
      const announced = (n: number) => {
        say(`${what}, ${n + 1} of ${repetitions}`);
        return figure();
      };
      return inTurns(repetitions, announced, baseline);
    },
    withCost: async (services, work) => {
      const used = countProcessorTime(infrastructure, services);
      const { events, result } = await work();
      return { ...result, used: used(events) };
    },
    adminUrlOf: (system) =>
      withDatabase(infrastructure.adminUrl, new URL(system.urlOf('feedback_app')).pathname.slice(1)),
    kafkaEnv: ({ brokers, topicPrefix }) => ({ KAFKA_BROKERS: brokers.join(','), KAFKA_TOPIC_PREFIX: topicPrefix }),
    end: async () => {
      for (const ending of endings.splice(0).reverse()) await ending();
      // What is written late would be counted against whatever is measured next.
      await withClient(infrastructure.adminUrl, (client) => client.query('CHECKPOINT'));
    },
  };
}

async function deleteTopics({ brokers, topicPrefix }: System): Promise<void> {
  const admin = kafkaClient(brokers).admin();
  await admin.connect();
  try {
    await admin.deleteTopics({ topics: topics.map(({ name }) => topicPrefix + name) });
  } finally {
    await admin.disconnect();
  }
}
