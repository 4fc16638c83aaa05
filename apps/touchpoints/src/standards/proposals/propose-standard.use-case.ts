import { databaseTime, type Tx } from '@harken/database';
import { FieldErrors, RuleBroken } from '@harken/errors';
import { newId } from '@harken/messaging';
import { lockTouchpointForRead } from '../../map/touchpoint.queries.ts';
import { findPeriods } from '../../measurements/period.queries.ts';
import { metricKind, voiceMetrics } from '../../metrics/metric.ts';
import { minimumAnswers, proposeTarget, type VoiceEvidence, voiceFigure } from './propose-target.ts';
import { standardProposalStore } from './standard-proposal.store.ts';
import type { StandardProposal } from './standard-proposal.ts';

export interface ProposeStandard {
  readonly touchpoint: string;
  readonly metric: string;
  readonly segment: string | null;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly by: string;
}

interface Period {
  readonly from: Date;
  readonly to: Date;
}

const quarterMs = 90 * 86_400_000;
const prefix = 'experience:';

/** Proposes a target for the experience of a factor from what customers expect and what satisfied customers got. */
export async function proposeStandard(command: ProposeStandard, tx: Tx): Promise<StandardProposal> {
  const { touchpoint, metric, segment, by } = command;
  const now = await databaseTime(tx);
  const to = command.to ?? now;
  const from = command.from ?? new Date(to.getTime() - quarterMs);
  const errors = new FieldErrors();
  const noFactor = metricKind(metric) !== 'experience';
  errors.at('metric').addIf(noFactor, 'wrong-format', 'A target is proposed for experience:<factor>.');
  errors.at('to').addIf(from >= to, 'range.reversed', 'to lies before from');
  errors.throwIfAny('standard-proposal.invalid', 'The question is not valid.');
  if (!(await lockTouchpointForRead(tx, touchpoint))) {
    const message = `No published journey has the touchpoint ${touchpoint}: publish its map first.`;
    throw new RuleBroken('standard.touchpoint-unknown', message, { touchpoint });
  }
  const evidence = await readEvidence({ touchpoint, metric, segment, from, to }, tx);
  const proposal = proposeTarget(evidence);
  if (!proposal) {
    const message = `A target needs ${minimumAnswers} answers on what customers expect, or of satisfied customers.`;
    const counts = { expectation: evidence.expectation?.n ?? 0, satisfied: evidence.satisfied?.n ?? 0 };
    throw new RuleBroken('standard-proposal.not-enough-data', message, { ...counts, minimum: minimumAnswers });
  }
  const { target, basis } = proposal;
  const proposed: StandardProposal = {
    id: newId(),
    state: 'proposed',
    version: 1,
    content: { touchpoint, metric, segment, comparator: '>=', target, window: 'P30D', minimumSample: 30 },
    basis,
    evidence,
    dataFrom: from,
    dataTo: to,
    proposedAt: now,
    proposedBy: by,
    adoptedAt: null,
    adoptedBy: null,
    standardId: null,
  };
  await standardProposalStore.save(tx, proposed);
  return proposed;
}

async function readEvidence(
  { touchpoint, metric, segment, from, to }: Pick<ProposeStandard, 'touchpoint' | 'metric' | 'segment'> & Period,
  tx: Tx,
): Promise<VoiceEvidence> {
  const factor = metric.slice(prefix.length);
  const names = {
    experience: metric,
    expectation: voiceMetrics.expectation(factor),
    importance: voiceMetrics.importance(factor),
    satisfied: voiceMetrics.satisfied(factor),
  };
  const [samples] = await findPeriods(tx, {
    touchpoint,
    metrics: Object.values(names),
    segment,
    periods: [{ from, to }],
  });
  const figure = (name: keyof typeof names) => voiceFigure(samples?.get(names[name]));
  return {
    expectation: figure('expectation'),
    importance: figure('importance'),
    satisfied: figure('satisfied'),
    experience: figure('experience'),
  };
}
