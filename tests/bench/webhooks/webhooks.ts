import { expectStatus } from '@harken/simulator';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { compared, type Line, percentile } from '../figures.ts';
import type { Child } from '../load/child.ts';
import { processorLines } from '../processor-time.ts';
import { until } from '../repeat.ts';
import { metricOf, peakMemoryLines, sumOf } from '../services.ts';

const good = 9;
const perSecond = 20;
/** DELIVERY_CONCURRENCY as it ships. */
const concurrency = 10;
/** As many alerts as a replay takes, and some are there already. */
const maxAlerts = 90_000;

type Arrivals = readonly (readonly [id: string, at: number])[];

/** The API of subscriptions, as a call centre uses it. */
function subscriber(system: System) {
  const api = system.api('notifications', 'call_centre');
  const at = (id: string, command: string) => `/v1/subscriptions/${id}/${command}`;
  return {
    subscribe: async (url: string): Promise<string> => {
      const body = { name: 'bench', filter: {}, delivery: { kind: 'webhook', url } };
      return expectStatus(await api.post<{ id: string }>('/v1/subscriptions', body), 201).id;
    },
    unsubscribe: async (id: string) => expectStatus(await api.send('DELETE', `/v1/subscriptions/${id}`), 200, 204),
    replay: async (id: string) =>
      expectStatus(await api.post(at(id, 'replay'), { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' }), 202),
  };
}

type Subscriber = ReturnType<typeof subscriber>;

async function run(context: BenchContext): Promise<Line[]> {
  const system = await context.system(['notifications']);
  const kafka = context.kafkaEnv(system);
  const endpoints = await context.child('webhooks/endpoints.main.ts');
  const events = await context.child('load/alert-events.main.ts', kafka);
  const bare = await context.child('baselines/post-baseline.main.ts');
  return [
    ...(await sending(context, system, { endpoints, events, bare })),
    ...(await besideHung(context, system, { endpoints, events })),
    ...peakMemoryLines(system, 'webhooks', ['notifications']),
  ];
}

/** A replay queues stored alerts by one commit; the bench times the way from the queue to the endpoint. */
async function sending(
  context: BenchContext,
  system: System,
  { endpoints, events, bare }: Record<'endpoints' | 'events' | 'bare', Child>,
): Promise<Line[]> {
  const alerts = Math.min(maxAlerts, context.options.events ?? 5_000);
  const { notifications } = system.services;
  const { subscribe, unsubscribe, replay } = subscriber(system);
  await events.ask('send', { count: alerts });
  const recorded = async () => sumOf(await metricOf(notifications, 'harken_events_consumed_total')) >= alerts;
  await until(`${alerts} alerts are recorded`, recorded, 300, 200);
  const [url = ''] = await endpoints.ask<string[]>('open', { count: 1 });
  const id = await subscribe(url);
  const timed = (by: { readonly pid: number }, send: () => Promise<unknown>) => () =>
    context.withCost([by], async () => {
      await send();
      const arrivals = await endpoints.ask<Arrivals>('taken', { endpoint: 0, count: alerts, seconds: 300 });
      const times = arrivals.map(([, at]) => at);
      const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
      return { events: alerts, result: { perSecond: alerts / seconds } };
    });
  const sent = timed(notifications, () => replay(id));
  const posted = timed(bare, () => bare.ask('post', { url, count: alerts, concurrency }));
  context.say('warming up');
  await sent();
  await posted();
  const what = 'webhooks to one endpoint';
  const runs = await context.inTurns(`${alerts} ${what}`, sent, posted);
  await unsubscribe(id);
  const rateName = `${what}; baseline: signed POSTs over ${concurrency} kept connections`;
  return [
    compared(rateName, 'per second', runs, (one) => one.perSecond, '>= 0.6 of the baseline'),
    ...processorLines(what, 'webhook', runs, ['services']),
  ];
}

/** Milliseconds from the intended time of the event to the nine endpoints that work, while a tenth hangs or is not there. */
async function besideHung(
  context: BenchContext,
  system: System,
  { endpoints, events }: Record<'endpoints' | 'events', Child>,
): Promise<Line[]> {
  const seconds = context.options.seconds ?? 6;
  const api = subscriber(system);
  for (const url of await endpoints.ask<string[]>('open', { count: good })) await api.subscribe(url);
  const hung = await endpoints.ask<string>('hanging');
  const offered = (): Promise<number[]> => offer(endpoints, events, Math.ceil(perSecond * seconds));
  context.say('nine endpoints, warming up');
  await offered();
  const besideOne = () => withSubscription(api, hung, offered);
  const runs = await context.inTurns('nine endpoints and one that hangs', besideOne, offered);
  const what = `event to webhook at ${good} good endpoints beside one that hangs, ${perSecond} a second to each`;
  const line = (share: number, goal?: string) =>
    compared(`${what}: p${share * 100}; baseline: without it`, 'ms', runs, (times) => percentile(times, share), goal);
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
    const arrivals = await endpoints.ask<Arrivals>('taken', { endpoint, count, seconds: 120 });
    for (const [id, at] of arrivals) times.push(at - (intended.get(id) ?? Number.NaN));
  }
  return times;
}

export const webhooks: Bench = { name: 'webhooks', run };
