import { clockNames } from '@harken/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { dryRunEffects } from './policy-dry-run.ts';

const count = (description: string, example: number) => ApiProperty({ description, type: 'integer', example });

export class PolicyDryRunQuery {
  @ApiPropertyOptional({ description: 'How many examples at most.', type: 'integer', default: 50, example: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 50;
}

class DryRunEffectsDto {
  @count('As they are.', 120)
  unchanged!: number;
  @count('Due earlier.', 14)
  earlier!: number;
  @count('Due later.', 3)
  later!: number;
  @count('That run under this policy only.', 9)
  started!: number;
  @count('That this policy does not have.', 0)
  cancelled!: number;
}

class ClockDryRunDto {
  @ApiProperty({ description: 'The complaint.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' })
  complaintId!: string;
  @ApiProperty({ description: 'Its number for people.', example: 'C-2026-000042' })
  number!: string;
  @ApiProperty({ description: 'The clock.', enum: clockNames, example: 'resolution' })
  clock!: string;
  @count('The cycle it was started in.', 1)
  cycle!: number;
  @ApiProperty({ description: 'What would become of it.', enum: dryRunEffects, example: 'earlier' })
  effect!: string;
  @ApiPropertyOptional({ description: 'Its deadline now.', format: 'date-time', example: '2026-03-12T10:15:02.000Z' })
  dueAt?: Date;
  @ApiPropertyOptional({
    description: 'Its deadline under this policy.',
    format: 'date-time',
    example: '2026-03-05T10:15:02.000Z',
  })
  wouldBeDueAt?: Date;
  @ApiProperty({ description: 'Whether it would have run out before now.', example: false })
  breachedAtOnce!: boolean;
}

export class PolicyDryRunDto {
  @count('Open complaints it was tried on.', 60)
  complaints!: number;
  @ApiProperty({ description: 'Whether these were all there are; the oldest come first.', example: true })
  complete!: boolean;
  @count('Complaints of which a clock would change.', 17)
  changedComplaints!: number;
  @ApiProperty({ description: 'Clocks by what would become of them.', type: DryRunEffectsDto })
  clocks!: DryRunEffectsDto;
  @count('Clocks that would be broken at once.', 2)
  breachedAtOnce!: number;
  @ApiProperty({ description: 'Clocks that would change, those that would be broken first.', type: [ClockDryRunDto] })
  examples!: ClockDryRunDto[];
}
