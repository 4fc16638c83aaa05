import { expectStatus } from '../api-client.ts';
import { readAll } from './collect-figures.ts';
import type { RunningSystem } from './running-system.ts';
import type { Check } from './summary.ts';

interface Sum {
  readonly currency: string | null;
  readonly minor: number;
}

const amount = { minor: 180_000, currency: 'HKD' };

/** Too much for those who propose it, and for two eyes. */
export const demoLimits = {
  limits: [
    { role: 'handler', currency: amount.currency, upTo: 40_000 },
    { role: 'supervisor', currency: amount.currency, upTo: 1_000_000 },
    { role: 'manager', currency: amount.currency, upTo: 1_000_000 },
  ],
  fourEyesAbove: [{ currency: amount.currency, amount: 100_000 }],
};

/** Who proposes to make it good may not approve it, whatever name is given; somebody else does, the CRM pays and confirms. */
export async function compensate(system: RunningSystem, complaint: string): Promise<Check> {
  const manager = system.api('complaints', 'manager');
  const act = (role: 'manager' | 'supervisor' | 'crm', action: string, body: object) =>
    system.api('complaints', role).post<{ code?: string }>(`/v1/compensations/${id}/${action}`, body);
  const body = { kind: 'refund', amount, description: 'For the long wait.', onBehalfOf: 'anna' };
  const { id } = expectStatus(
    await manager.post<{ id: string }>(`/v1/complaints/${complaint}/compensations`, body),
    201,
  );
  const own = await act('manager', 'approve', { onBehalfOf: 'mara' });
  expectStatus(await act('supervisor', 'approve', { onBehalfOf: 'mara' }), 200);
  expectStatus(await act('crm', 'fulfilment', { outcome: 'fulfilled', reference: `demo-${id}` }), 200);
  return { what: 'approved by the proposer', said: { answer: own.body.code, expected: 'compensation.four-eyes' } };
}

/** What was spent, as complaints adds it up and as analytics does. */
export async function spentLine(system: RunningSystem, run: string, complaint: string): Promise<Check> {
  const totals = await system
    .api('complaints', 'analyst')
    .get<{ spent: readonly Sum[] }>(`/v1/compensations/totals?complaint=${complaint}`);
  const path = `/v1/complaint-figures?campaign=${run}`;
  const figures = await readAll<{ spent: Record<string, { minor: number }> }>(system, 'analytics', 'analyst', path);
  return {
    what: 'spent on compensation',
    said: {
      'by hand': { [amount.currency]: amount.minor },
      complaints: Object.fromEntries(expectStatus(totals, 200).spent.map(({ currency, minor }) => [currency, minor])),
      analytics: Object.fromEntries(
        figures.flatMap(({ spent }) => Object.entries(spent)).map(([currency, { minor }]) => [currency, minor]),
      ),
    },
  };
}
