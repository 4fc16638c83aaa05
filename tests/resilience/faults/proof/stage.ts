import { resolve } from 'node:path';
import { withClient, withDatabase } from '@harken/local-infrastructure';
import { subscribeWebhook } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { seedCompany } from '../../../harness/seed-company.ts';
import { type System, startSystem } from '../../../harness/system.ts';
import {
  type KillableInfrastructure,
  startKillableInfrastructure,
} from '../../infrastructure/killable-infrastructure.ts';
import { Endpoint } from '../../observe/endpoint.ts';
import type { FaultContext } from '../fault.ts';
import { Traffic } from './traffic.ts';

export interface Stage extends FaultContext {
  readonly traffic: Traffic;
  /** Where the logs of the infrastructure are. */
  readonly folder: string;
  readonly endpoint: Endpoint;
  /** Alerts that the endpoint took. */
  readonly taken: string[];
  readonly said: string[];
  /** Waits until every accepted complaint is open, once; returns how long that took. */
  drained(): Promise<number>;
  end(): Promise<void>;
}

const folder = resolve(import.meta.dirname, '../../../../.harken/resilience-proof');
const drainedWithinMs = 180_000;

export async function setStage(say: (text: string) => void): Promise<Stage> {
  const infrastructure = await startKillableInfrastructure(folder);
  const system = await startSystem({ infrastructure, env: { DELIVERY_RETRY_DELAYS: 'PT1S,PT2S,PT2S,PT2S,PT5S,PT5S' } });
  await seedCompany(system, { acknowledge: 'PT1H', firstResponse: 'PT2H' });
  const taken: string[] = [];
  const endpoint = new Endpoint((alert) => taken.push(alert.id));
  const { receiver } = endpoint;
  await subscribeWebhook(system.api('notifications', 'call_centre'), await receiver.listen(), { name: 'proof' });
  const traffic = new Traffic(system.api('feedback', 'crm'));
  const said: string[] = [];
  return {
    infrastructure,
    system,
    folder,
    traffic,
    endpoint,
    taken,
    said,
    endpoints: { behave: (_name, how) => endpoint.behave(how) },
    say: (text) => {
      said.push(text);
      say(text);
    },
    drained: () => drained(infrastructure, system, traffic),
    end: async () => {
      await traffic.stop();
      await system.stop();
      await receiver.close();
      await infrastructure.stop();
    },
  };
}

async function drained(infrastructure: KillableInfrastructure, system: System, traffic: Traffic): Promise<number> {
  const from = performance.now();
  const accepted = traffic.sent.filter(({ status }) => status === 201).map(({ customer }) => customer);
  const database = new URL(system.urlOf('complaints_app')).pathname.slice(1);
  await withClient(withDatabase(infrastructure.adminUrl, database), (client) =>
    eventually(
      async () => {
        const { rows } = await client.query<{ opened: number; twice: number }>(
          `SELECT count(*)::int AS opened, count(*) FILTER (WHERE times > 1)::int AS twice
             FROM (SELECT c.external_id, count(*) AS times FROM feedback.customers c
                     JOIN complaints.complaints o ON o.customer_id = c.id
                    WHERE c.external_id = ANY($1) GROUP BY 1) AS opened`,
          [accepted],
        );
        const { opened = 0, twice = 0 } = rows[0] ?? {};
        if (opened < accepted.length) throw new Error(`${accepted.length - opened} of ${accepted.length} not opened`);
        if (twice > 0) throw new Error(`${twice} opened twice`);
      },
      { within: drainedWithinMs, every: 100 },
    ),
  );
  return performance.now() - from;
}
