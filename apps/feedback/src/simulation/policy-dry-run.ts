import type { Verdict } from '@harken/contracts';
import type { Classification, Classifier } from '../classification/classifier.ts';
import type { FeedbackRecord } from '../feedback/feedback-record.ts';

export interface VerdictChange {
  readonly before: Verdict;
  readonly after: Verdict;
  readonly count: number;
}

export interface ChangedVerdict {
  readonly feedbackId: string;
  readonly text: string | null;
  readonly before: Classification;
  readonly after: Classification;
}

export interface PolicyDryRun {
  readonly judged: number;
  readonly changed: number;
  /** Each pair of verdicts with how often it occurs, also where nothing changes. */
  readonly verdicts: readonly VerdictChange[];
  /** The newest of those that change. */
  readonly examples: readonly ChangedVerdict[];
}

const maxExamples = 50;

/** What another policy makes of feedback that is in. Feedback keeps its verdict. */
export function dryRunPolicy(records: readonly FeedbackRecord[], classify: Classifier): PolicyDryRun {
  const judged = records.map((record): ChangedVerdict => {
    const { id: feedbackId, text, complaint: before } = record;
    return { feedbackId, text, before, after: classify(record) };
  });
  const changed = judged.filter(({ before, after }) => before.verdict !== after.verdict);
  const pairs = Map.groupBy(judged, ({ before, after }) => `${before.verdict} ${after.verdict}`);
  const verdicts = [...pairs.values()].flatMap((alike) => {
    const [first] = alike;
    return first ? [{ before: first.before.verdict, after: first.after.verdict, count: alike.length }] : [];
  });
  return { judged: judged.length, changed: changed.length, verdicts, examples: changed.slice(0, maxExamples) };
}
