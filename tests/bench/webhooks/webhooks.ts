import { join } from 'node:path';
import { expectStatus } from '@harken/simulator';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { besideFloor, type Line, percentile } from '../figures.ts';
import type { Child } from '../load/child.ts';
import { countProcessorTime, processorLines, type Used } from '../processor-time.ts';
import { inTurns, pairs, until } from '../repeat.ts';
import { metricOf, peaks, sumOf } from '../services.ts';

const good = 9;
const perSecond = 20;
/** DELIVERY_CONCURRENCY as it ships. */
const atOnce = 10;
/** As many alerts as a replay takes, and some are there already. */
const mostAlerts = 90_000;

interface Run {
  readonly perSecond: number;
  readonly used: Used;
}

/** The API of subscriptions, as a call centre uses it. */
function subscriber(system: System) {
  const api = system.api('notifications', 'call_centre');
  const at = (id: string, command: string) => `/v1/subscriptions/${id}/${command}`;
  return {
    subscribe: async (url: string): Promise<string> => {
      const wish = { name: 'bench', filter: {}, delivery: { kind: 'webhook', url } };
      return expectStatus(await api.post<{ id: string }>('/v1/subscriptions', wish), 201).id;
    },
    unsubscribe: async (id: string) => expectStatus(await api.send('DELETE', `/v1/subscriptions/${id}`), 200, 204),
    replay: async (id: string) =>
      expectStatus(await api.post(at(id, 'replay'), { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' }), 202),
  };
}

type Subscriber = ReturnType<typeof subscriber>;

async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure } = context;
  const system = await context.system(['notifications']);
  const child = (file: string) =>
    context.child(join(import.meta.dirname, '..', file), {
      KAFKA_BROKERS: infrastructure.brokers.join(','),
      KAFKA_TOPIC_PREFIX: system.topicPrefix,
    });
  const endpoints = await child('webhooks/endpoints.main.ts');
  const events = await child('load/alert-events.main.ts');
  const bare = await child('floors/post-floor.main.ts');
  return [
    ...(await sending(context, system, { endpoints, events, bare })),
    ...(await besideHung(context, system, { endpoints, events })),
    ...peaks(system, 'webhooks', ['notifications']),
  ];
}

/** A replay queues stored alerts by one commit; what is timed is the way from the queue to the endpoint. */
async function sending(
  { infrastructure, say, options }: BenchContext,
  system: System,
  { endpoints, events, bare }: Record<'endpoints' | 'events' | 'bare', Child>,
): Promise<Line[]> {
  const alerts = Math.min(mostAlerts, options.events ?? 5_000);
  const { notifications } = system.services;
  const { subscribe, unsubscribe, replay } = subscriber(system);
  await events.ask('send', { count: alerts });
  const recorded = async () => sumOf(await metricOf(notifications, 'harken_events_consumed_total')) >= alerts;
  await until(`${alerts} alerts are recorded`, recorded, 300, 200);
  const [url = ''] = await endpoints.ask<string[]>('open', { count: 1 });
  const id = await subscribe(url);
  const arrived = async (): Promise<number> => {
    const came = await endpoints.ask<[string, number][]>('taken', { endpoint: 0, count: alerts, seconds: 300 });
    const times = came.map(([, at]) => at);
    return (Math.max(...times) - Math.min(...times)) / 1_000;
  };
  const sent = async (): Promise<Run> => {
    const used = countProcessorTime(infrastructure, [notifications.pid]);
    await replay(id);
    const seconds = await arrived();
    return { perSecond: alerts / seconds, used: used(alerts) };
  };
  const posted = async (): Promise<Run> => {
    const used = countProcessorTime(infrastructure, [bare.pid]);
    const seconds = await bare.ask<number>('post', { url, count: alerts, atOnce });
    await arrived();
    return { perSecond: alerts / seconds, used: used(alerts) };
  };
  say('warming up');
  await sent();
  await posted();
  const runs = await inTurns(
    options.repetitions,
    (n) => {
      say(`${alerts} webhooks to one endpoint, ${n + 1} of ${options.repetitions}`);
      return sent();
    },
    posted,
  );
  await unsubscribe(id);
  const what = 'webhooks to one endpoint';
  const cost = runs.map(({ figure, floor }) => ({ figure: figure.used, floor: { services: floor.used.services } }));
  return [
    besideFloor(
      `${what}; floor: signed POSTs over ${atOnce} kept connections`,
      'per second',
      pairs(runs, (one) => one.perSecond),
      '>= 0.6 of the floor',
    ),
    ...processorLines(what, 'webhook', cost),
  ];
}

/** Milliseconds from the intended time of the event to the nine endpoints that work, while a tenth hangs or is not there. */
async function besideHung(
  { say, options }: BenchContext,
  system: System,
  { endpoints, events }: Record<'endpoints' | 'events', Child>,
): Promise<Line[]> {
  const seconds = options.seconds ?? 6;
  const api = subscriber(system);
  for (const url of await endpoints.ask<string[]>('open', { count: good })) await api.subscribe(url);
  const hung = await endpoints.ask<string>('hanging');
  const offered = (): Promise<number[]> => offer(endpoints, events, Math.ceil(perSecond * seconds));
  say('nine endpoints, warming up');
  await offered();
  const runs = await inTurns(
    options.repetitions,
    (n) => {
      say(`nine endpoints and one that hangs, ${n + 1} of ${options.repetitions}`);
      return withSubscription(api, hung, offered);
    },
    offered,
  );
  const line = (share: number, goal?: string) =>
    besideFloor(
      `event to webhook at ${good} good endpoints beside one that hangs, ${perSecond} a second to each: p${share * 100}; floor: without it`,
      'ms',
      pairs(runs, (times) => percentile(times, share)),
      goal,
    );
  return [line(0.5), line(0.99, '< 1.1 of that without it')];
}

async function withSubscription<T>(api: Subscriber, url: string, work: () => Promise<T>): Promise<T> {
  const id = await api.subscribe(url);
  try {
    return await work();
  } finally {
    await api.unsubscribe(id);
  }
}

async function offer(endpoints: Child, events: Child, count: number): Promise<number[]> {
  const intended = new Map(await events.ask<[string, number][]>('offer', { perSecond, count }));
  const times: number[] = [];
  for (let endpoint = 1; endpoint <= good; endpoint += 1) {
    const came = await endpoints.ask<[string, number][]>('taken', { endpoint, count, seconds: 120 });
    for (const [id, at] of came) times.push(at - (intended.get(id) ?? Number.NaN));
  }
  return times;
}

export const webhooks: Bench = { name: 'webhooks', run };
