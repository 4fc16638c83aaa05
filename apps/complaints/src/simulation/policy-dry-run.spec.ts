import { describe, expect, it } from '@jest/globals';
import {
  after,
  answering,
  contextAt,
  hours,
  opened,
  policy,
  policyContextOf,
  worked,
} from '../complaint/complaint.builder.ts';
import type { VersionedPolicy } from '../policies/response-policy/response-policy.ts';
import { countClockDryRuns, dryRunClocks, sumCounts } from './policy-dry-run.ts';

const other: VersionedPolicy = {
  ...policy,
  version: 2,
  targets: {
    ...policy.targets,
    normal: { acknowledge: 'PT1H', firstResponse: 'P1D', resolution: 'P20D', progressUpdate: 'P2D' },
  },
};
const trial = (complaint = opened()) =>
  dryRunClocks(complaint, contextAt(after(hours(3)), null, policyContextOf(other)));

describe('a policy that is tried', () => {
  it('shows for each running clock the deadline now and under the new policy, and whether it would be breached at once', () => {
    expect(trial().map(({ clock, effect, breachedAtOnce }) => [clock, effect, breachedAtOnce])).toEqual([
      ['acknowledge', 'earlier', true],
      ['first_response', 'unchanged', false],
      ['resolution', 'later', false],
      ['progress_update', 'started', false],
    ]);
    expect(trial()[0]).toMatchObject({ dueAt: after(hours(4)), wouldBeDueAt: after(hours(1)) });
  });

  it('leaves out what was met, and counts what it looked at', () => {
    const answered = trial(worked(opened(), answering));
    expect(answered.map(({ clock }) => clock)).toEqual(['resolution', 'progress_update']);
    const counts = sumCounts(countClockDryRuns([trial()]), countClockDryRuns([answered, []]));
    expect(counts).toEqual({
      ...{ complaints: 3, changedComplaints: 2, breachedAtOnce: 1 },
      clocks: { unchanged: 1, earlier: 1, later: 2, started: 2, cancelled: 0 },
    });
  });
});
