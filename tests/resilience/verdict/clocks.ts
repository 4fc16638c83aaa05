import type { Ledger } from '../ledger/ledger.ts';
import { type ComplaintView, clockErrors, type EscalationStep, escalationErrors } from './clock-errors.ts';
import type { Finding, Verdict } from './verdict.ts';

// A clock fires within a second of being due; what is younger than this when it is read may still be on its way.
const toleranceMs = 2_000;

const each = (ledger: Ledger, faultsOf: (complaint: ComplaintView, readAt: number) => readonly string[]): Finding[] =>
  ledger
    .query<{ id: string; body: string; read_at: number }>('SELECT id, body, read_at FROM complaints')
    .flatMap(({ id, body, read_at }) =>
      faultsOf(JSON.parse(body) as ComplaintView, read_at).map((detail) => ({ subject: id, detail })),
    );

/** Every complaint runs under its clocks, and every step of them comes once, in its time. */
export const clockVerdicts: readonly Verdict[] = [
  {
    group: 'clocks',
    name: 'every complaint has its clocks, running where they must',
    find: (ledger) => each(ledger, clockErrors),
  },
  {
    group: 'clocks',
    name: 'every escalation that was due is there, and none that was not',
    find: (ledger) => {
      const ladder = JSON.parse(ledger.noted('ladder') ?? '[]') as EscalationStep[];
      const straight = JSON.parse(ledger.noted('straight') ?? '[]') as string[];
      return each(ledger, (complaint, readAt) =>
        escalationErrors(complaint, { chain: ladder, straightToManagement: straight }, readAt - toleranceMs),
      );
    },
  },
];
