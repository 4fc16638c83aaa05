import type { Ledger } from '../ledger/ledger.ts';
import { alertVerdicts } from './alerts.ts';
import { answerVerdicts } from './answers.ts';
import { clockVerdicts } from './clocks.ts';
import { doubledVerdicts } from './doubled.ts';
import { figureVerdicts } from './figures.ts';
import { invertedVerdicts } from './inverted.ts';
import { lostVerdicts } from './lost.ts';
import { runVerdicts } from './run.ts';
import type { Finding, Verdict } from './verdict.ts';

export interface VerdictResult {
  readonly group: Verdict['group'];
  readonly name: string;
  readonly findings: readonly Finding[];
}

export const verdicts: readonly Verdict[] = [
  ...lostVerdicts,
  ...doubledVerdicts,
  ...invertedVerdicts,
  ...clockVerdicts,
  ...alertVerdicts,
  ...figureVerdicts,
  ...answerVerdicts,
  ...runVerdicts,
];

/** All that the ledger says, and nothing else. */
export const evaluateVerdicts = (ledger: Ledger): VerdictResult[] =>
  verdicts.map(({ group, name, find }) => ({ group, name, findings: find(ledger) }));
