import { verdicts } from '@harken/contracts';
import { Id, Integer, ListOf, Nested, OneOf, Text } from '@harken/service';
import { VerdictDto } from '../feedback/feedback.dto.ts';
import type { PolicyDryRun } from './policy-dry-run.ts';

type Verdict = (typeof verdicts)[number];

export class PolicyDryRunQuery {
  @Integer({
    ...{ description: 'How much of the newest feedback is judged.', example: 200 },
    ...{ optional: true, query: true, default: 200, min: 1, max: 1_000 },
  })
  limit: number = 200;
}

class VerdictChangeDto {
  @OneOf(verdicts, { description: 'The verdict that it has.', example: 'none' }) before!: Verdict;
  @OneOf(verdicts, { description: 'The verdict that it would have.', example: 'suspected' }) after!: Verdict;
  @Integer({ description: 'How much feedback.', example: 12 }) count!: number;
}

class ChangedVerdictDto {
  @Id({ description: 'The feedback.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) feedbackId!: string;
  @Text({ description: 'Its text.', example: 'Nobody called back.', nullable: true }) text!: string | null;
  @Nested(() => VerdictDto, { description: 'The verdict that it has.' }) before!: VerdictDto;
  @Nested(() => VerdictDto, { description: 'The verdict that it would have.' }) after!: VerdictDto;
}

export class PolicyDryRunDto implements PolicyDryRun {
  @Integer({ description: 'How much feedback was judged.', example: 200 }) judged!: number;
  @Integer({ description: 'How much of it would have another verdict.', example: 14 }) changed!: number;
  @ListOf(() => VerdictChangeDto, { description: 'How often each verdict would follow on each.' })
  verdicts!: VerdictChangeDto[];
  @ListOf(() => ChangedVerdictDto, { description: 'The newest that would change, 50 at most.' })
  examples!: ChangedVerdictDto[];
}
