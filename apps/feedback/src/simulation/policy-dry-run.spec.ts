import { describe, expect, it } from '@jest/globals';
import type { FeedbackRecord } from '../feedback/feedback-record.ts';
import { dryRunPolicy } from './policy-dry-run.ts';

const record = (id: string, verdict: 'none' | 'suspected' | 'certain') =>
  ({ id, text: id, complaint: { verdict, reasons: [] } }) as unknown as FeedbackRecord;

describe('the dry run of a complaint policy', () => {
  it('counts each change of a verdict and shows what changes', () => {
    const records = [record('a', 'none'), record('b', 'none'), record('c', 'certain')];
    const classify = ({ text }: { text: string | null }) =>
      text === 'a'
        ? { verdict: 'none' as const, reasons: [] }
        : { verdict: 'certain' as const, reasons: ['model:en:0.99'] };
    expect(dryRunPolicy(records, classify)).toEqual({
      judged: 3,
      changed: 1,
      verdicts: [
        { before: 'none', after: 'none', count: 1 },
        { before: 'none', after: 'certain', count: 1 },
        { before: 'certain', after: 'certain', count: 1 },
      ],
      examples: [
        {
          feedbackId: 'b',
          text: 'b',
          before: { verdict: 'none', reasons: [] },
          after: { verdict: 'certain', reasons: ['model:en:0.99'] },
        },
      ],
    });
  });

  it('shows at most fifty changes', () => {
    const records = Array.from({ length: 60 }, (_, index) => record(`f-${index}`, 'none'));
    const { changed, examples } = dryRunPolicy(records, () => ({ verdict: 'suspected', reasons: [] }));
    expect([changed, examples.length]).toEqual([60, 50]);
  });
});
