import { randomUUID } from 'node:crypto';
import { services } from '@harken/contracts';
import { expectStatus } from '@harken/simulator';
import { furnishCompany, type Listeners, listen } from '../harness/company.ts';
import type { System } from '../harness/system.ts';
import { feedbackBody } from './feedback-bodies.ts';
import { alone, besideFloor, type Line, percentile } from './figures.ts';
import { type LogFloor, openLogFloor } from './log-floor.ts';
import { openLoop } from './open-loop.ts';
import { cpuMs } from './process-figures.ts';

const perSecond = Number(process.env.RATE ?? 50);
const seconds = 6;
/** feedback to complaints, complaints to notifications. */
const hops = 2;
const givesUpAfterMs = 20_000;

interface Heard {
  readonly webhook: number[];
  readonly stream: number[];
}

/** Milliseconds from the intended request to the alert at a webhook and at an SSE client. */
async function heardBySystem(system: System, listeners: Listeners, count: number): Promise<Heard> {
  const crm = system.api('feedback', 'crm');
  const intended = new Map<string, number>();
  await openLoop(perSecond, count, async (n, intendedAt) => {
    const body = { ...feedbackBody(n, randomUUID()), kind: 'complaint' };
    const { id } = expectStatus(await crm.post<{ id: string }>('/v1/feedback', body), 201);
    intended.set(id, intendedAt);
  });
  const opened = 'harken.complaints.complaint-opened';
  const times = (came: readonly { alert: { type: string; data: object }; receivedAt: number }[]): number[] =>
    came.flatMap(({ alert, receivedAt }) => {
      const at = intended.get(String(Reflect.get(alert.data, 'feedbackId')));
      return alert.type === opened && at !== undefined ? [receivedAt - at] : [];
    });
  const deadline = performance.now() + givesUpAfterMs;
  for (;;) {
    const heard = { webhook: times(listeners.webhook.deliveries), stream: times(listeners.stream.received) };
    if (heard.webhook.length >= count && heard.stream.length >= count) return heard;
    if (performance.now() > deadline) {
      throw new Error(`of ${count} alerts ${heard.webhook.length} came by webhook, ${heard.stream.length} by SSE`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** From accepted feedback to the alert, at 50 requests a second that never wait for each other. */
export async function measureLatency(system: System, repetitions: number): Promise<Line[]> {
  await furnishCompany(system, 3_600, 3_600);
  const listeners = await listen(system, { types: ['harken.complaints.complaint-opened'] });
  let floor: LogFloor | undefined;
  try {
    floor = await openLogFloor(system.brokers);
    await heardBySystem(system, listeners, perSecond * 3);
    await floor.run(perSecond, perSecond);
    const runs: { heard: Heard; floor: number[]; cpu: number[] }[] = [];
    const used = () => services.map((service) => cpuMs(system.services[service].pid));
    for (let n = 0; n < repetitions; n += 1) {
      const one = await floor.run(perSecond, perSecond * 3);
      const before = used();
      const heard = await heardBySystem(system, listeners, perSecond * seconds);
      const cpu = used().map((ms, index) => ((ms - (before[index] ?? 0)) * 1_000) / (perSecond * seconds));
      runs.push({ heard, floor: one, cpu });
    }
    const line = (of: keyof Heard, name: string, share: number, goal: string) =>
      besideFloor(
        `accept to ${name}, ${perSecond}/s: p${share * 100}; floor: kafkajs x ${hops} hops`,
        'ms',
        runs.map((run) => ({ figure: percentile(run.heard[of], share), floor: hops * percentile(run.floor, share) })),
        goal,
      );
    return [
      line('webhook', 'webhook', 0.5, '<= 15 (at 500/s)'),
      line('webhook', 'webhook', 0.99, '<= 60 (at 500/s)'),
      line('stream', 'SSE client', 0.5, '<= 15 (at 500/s)'),
      line('stream', 'SSE client', 0.99, '<= 60 (at 500/s)'),
      ...services.map((service, index) =>
        alone(
          `${service}: processor time at ${perSecond}/s`,
          'µs per complaint',
          runs.map(({ cpu }) => cpu[index] ?? Number.NaN),
        ),
      ),
    ];
  } finally {
    await floor?.close();
    // Deliveries to an endpoint that is gone would go on in whatever is measured next.
    await system.api('notifications', 'call_centre').send('DELETE', `/v1/subscriptions/${listeners.subscriptionId}`);
    await listeners.close();
  }
}
