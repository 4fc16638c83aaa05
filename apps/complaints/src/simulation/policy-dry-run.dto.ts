import { clockNames } from '@harken/contracts';
import { Flag, Id, Integer, ListOf, Nested, OneOf, Text, Timestamp } from '@harken/service';
import { dryRunEffects } from './policy-dry-run.ts';

export class PolicyDryRunQuery {
  @Integer({
    ...{ description: 'How many examples at most.', example: 50 },
    ...{ optional: true, query: true, default: 50, min: 1, max: 500 },
  })
  limit: number = 50;
}

class DryRunEffectsDto {
  @Integer({ description: 'As they are.', example: 120 }) unchanged!: number;
  @Integer({ description: 'Due earlier.', example: 14 }) earlier!: number;
  @Integer({ description: 'Due later.', example: 3 }) later!: number;
  @Integer({ description: 'That run under this policy only.', example: 9 }) started!: number;
  @Integer({ description: 'That this policy does not have.', example: 0 }) cancelled!: number;
}

class ClockDryRunDto {
  @Id({ description: 'The complaint.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' }) complaintId!: string;
  @Text({ description: 'Its number for people.', example: 'C-2026-000042' }) number!: string;
  @OneOf(clockNames, { description: 'The clock.', example: 'resolution' }) clock!: string;
  @Integer({ description: 'The cycle it was started in.', example: 1 }) cycle!: number;
  @OneOf(dryRunEffects, { description: 'What would become of it.', example: 'earlier' }) effect!: string;
  @Timestamp({ description: 'Its deadline now.', example: '2026-03-12T10:15:02.000Z', optional: true }) dueAt?: Date;
  @Timestamp({ description: 'Its deadline under this policy.', example: '2026-03-05T10:15:02.000Z', optional: true })
  wouldBeDueAt?: Date;
  @Flag({ description: 'Whether it would have run out before now.', example: false }) breachedAtOnce!: boolean;
}

export class PolicyDryRunDto {
  @Integer({ description: 'Open complaints it was tried on.', example: 60 }) complaints!: number;
  @Flag({ description: 'Whether these were all there are; the oldest come first.', example: true }) complete!: boolean;
  @Integer({ description: 'Complaints of which a clock would change.', example: 17 }) changedComplaints!: number;
  @Nested(() => DryRunEffectsDto, { description: 'Clocks by what would become of them.' }) clocks!: DryRunEffectsDto;
  @Integer({ description: 'Clocks that would be broken at once.', example: 2 }) breachedAtOnce!: number;
  @ListOf(() => ClockDryRunDto, { description: 'Clocks that would change, those that would be broken first.' })
  examples!: ClockDryRunDto[];
}
