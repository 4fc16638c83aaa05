import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@harken/contracts';
import { kafkaAnswers } from '@harken/local-infrastructure';
import type { Fault, FaultKind } from '../fault.ts';
import { clockWrong, diskFull, outage } from '../outages.ts';
import { freezeService, killServer, killService, rebalance, termService } from '../process-faults.ts';
import { endpoint, relayKilled, wiped } from './message-proofs.ts';
import { demand, inject, type Proof } from './proof.ts';
import type { Stage } from './stage.ts';
import { type Sent, slowest } from './traffic.ts';

const longestRefusalMs = 1_500;

/** What the traffic got while the fault went on. */
async function during(stage: Stage, fault: Fault): Promise<readonly Sent[]> {
  const at = performance.now();
  await inject(stage, fault);
  await delay(500);
  return stage.traffic.since(at);
}

const statusesOf = (sent: readonly Sent[]): readonly number[] => [...new Set(sent.map(({ status }) => status))].sort();

const killed =
  (target: ServiceName): Proof =>
  async (stage) => {
    const { pid } = stage.system.services[target];
    await inject(stage, killService(target, 200));
    demand(stage.system.services[target].pid !== pid, 'it has the same process id');
    return `${target} was ${pid}, is ${stage.system.services[target].pid}`;
  };

const serverKilled =
  (target: 'kafka' | 'postgres'): Proof =>
  async (stage) => {
    const server = stage.infrastructure[target];
    const pid = server.pid();
    await inject(stage, killServer(target, 500));
    demand(server.pid() !== pid, 'it has the same process id');
    return `${target} was ${pid}, is ${server.pid()}`;
  };

const frozen: Proof = async (stage) => {
  const target = 'complaints';
  const { pid } = stage.system.services[target];
  const service = stage.system.services[target];
  const states = new Set<string | undefined>();
  const look = setInterval(
    () => states.add(/^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
    500,
  );
  const before = service.log().length;
  await inject(stage, freezeService(target, 8_000, true)).finally(() => clearInterval(look));
  demand(states.has('T'), `its states were ${[...states]}`);
  demand(service.pid === pid && service.alive, 'it did not survive');
  return `it stood still; then it logged: ${messagesOf(service.log().slice(before))}`;
};

const messagesOf = (log: string): string =>
  [...new Set([...log.matchAll(/"msg":"([^"]*)"/g)].map(([, text]) => text))].slice(0, 6).join(' | ');

const kafkaAway =
  (how: 'stopped' | 'frozen'): Proof =>
  async (stage) => {
    const [broker = ''] = stage.infrastructure.brokers;
    const answered = delay(4_000).then(() => kafkaAnswers(Number(broker.split(':')[1])));
    const sent = await during(stage, outage('kafka', how, 12_000));
    demand(!(await answered), 'Kafka answered in the middle of it');
    demand(
      sent.every(({ status }) => status === 201),
      `intake answered ${statusesOf(sent)}`,
    );
    return 'intake went on';
  };

const postgresAway =
  (how: 'stopped' | 'frozen', forMs: number): Proof =>
  async (stage) => {
    const sent = await during(stage, outage('postgres', how, forMs));
    const refused = sent.filter(({ status }) => status !== 201);
    demand(
      refused.some(({ status }) => status === 503),
      'nothing was refused',
    );
    demand(
      refused.every(({ status }) => status === 503),
      `intake answered ${statusesOf(sent)}`,
    );
    demand(
      refused.every(({ retryAfter }) => retryAfter),
      'a 503 came without Retry-After',
    );
    demand(slowest(refused) < longestRefusalMs, `a refusal took ${Math.round(slowest(refused))} ms`);
    return `${refused.length} refusals with Retry-After`;
  };

const full =
  (target: 'kafka' | 'postgres'): Proof =>
  async (stage) => {
    const file = join(stage.folder, 'logs', `${target}.log`);
    const before = readFileSync(file, 'utf8').length;
    const sent = await during(stage, diskFull(target, 8_000));
    const shouts =
      readFileSync(file, 'utf8')
        .slice(before)
        .match(/No space left on device/g) ?? [];
    demand(shouts.length > 0, 'no write failed for want of space');
    const allowed = target === 'kafka' ? [201] : [201, 503];
    demand(
      statusesOf(sent).every((status) => allowed.includes(status)),
      `intake answered ${statusesOf(sent)}`,
    );
    return `"No space left on device" ${shouts.length} times`;
  };

const wrongClock =
  (target: ServiceName, minutes: number): Proof =>
  async (stage) => {
    const service = stage.system.services[target];
    const before = service.log().length;
    const from = Date.now();
    await inject(stage, clockWrong(target, minutes * 60_000, 6_000));
    const wrong = [
      ...service
        .log()
        .slice(before)
        .matchAll(/"time":"([^"]+)".*"msg":"([^"]*)"/g),
    ].filter(([, time = '']) => Math.abs(Date.parse(time) - from) > (Math.abs(minutes) * 60_000) / 2);
    demand(wrong.length > 0, 'its log shows no wrong time');
    const texts = [...new Set(wrong.map(([, , text]) => text))].filter((text) => text !== 'request');
    demand(
      !texts.some((text) => /fail|could not|range/.test(text ?? '')),
      `with a wrong clock it logged: ${texts.join(' | ')}`,
    );
    return `${target} logged ${wrong.length} lines with a time ${minutes} minutes off: ${texts.join(' | ')}`;
  };

const terminated =
  (target: ServiceName): Proof =>
  async (stage) => {
    await inject(stage, termService(target));
    return stage.said.at(-1) ?? '';
  };

const churned: Proof = async (stage) => {
  const service = stage.system.services.complaints;
  const before = service.log().length;
  await inject(stage, rebalance('complaints', 3, 300));
  return `meanwhile the first replica logged: ${messagesOf(service.log().slice(before))}`;
};

export const proofs: Readonly<Record<FaultKind, readonly Proof[]>> = {
  'kill-service': [killed('feedback'), killed('notifications')],
  'kill-kafka': [serverKilled('kafka')],
  'kill-postgres': [serverKilled('postgres')],
  'freeze-service': [frozen],
  'kill-relay-between-publish-and-mark': [relayKilled],
  rebalance: [churned],
  'kafka-away': [kafkaAway('stopped'), kafkaAway('frozen')],
  'postgres-away': [postgresAway('stopped', 12_000), postgresAway('frozen', 12_000)],
  'disk-full-postgres': [full('postgres')],
  'disk-full-kafka': [full('kafka')],
  'clock-wrong': [wrongClock('feedback', 61), wrongClock('complaints', -61), wrongClock('notifications', 61)],
  'kafka-wiped': [wiped],
  'endpoint-hangs': [endpoint('hangs')],
  'endpoint-500': [endpoint('500')],
  'endpoint-slow': [endpoint('slow')],
  'endpoint-half': [endpoint('half')],
  'term-service': [terminated('feedback'), terminated('complaints'), terminated('notifications')],
};
