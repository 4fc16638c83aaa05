import { PageQuery } from '@harken/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { type ProposalStatus, proposalStatuses } from './proposal.queries.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000005';
const at = '2026-03-02T10:15:02.000Z';
const nullableProperty = (description: string, example: string | null) =>
  ApiProperty({ description, type: 'string', nullable: true, example });

export class ProposalsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only these.', enum: proposalStatuses, example: 'open' })
  @IsOptional()
  @IsIn(proposalStatuses)
  status?: ProposalStatus;
}

class DecideBody {
  @ApiPropertyOptional({ description: 'The person who says so.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;
}

export class RefuseProposalBody extends DecideBody {
  @ApiProperty({ description: 'Why it is another complaint.', example: 'Another door.' })
  @IsString()
  @Length(1, 2000)
  reason!: string;
}

export class AcceptBody extends DecideBody {
  @ApiProperty({
    description:
      'duplicate: the later complaint ends as the duplicate of the earlier one; related: both go on, linked.',
    enum: ['duplicate', 'related'],
    example: 'duplicate',
  })
  @IsIn(['duplicate', 'related'])
  as!: 'duplicate' | 'related';

  @ApiPropertyOptional({ description: 'Why.', example: 'The customer has written twice.' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;

  @ApiPropertyOptional({ description: 'duplicate: how the customer is told; by default as it came.', example: 'email' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  channel?: string;

  @ApiPropertyOptional({
    description: 'duplicate: what the customer is told; by default a standard text in their language.',
    example: 'You told us twice: we answer under your first number.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 20_000)
  text?: string;
}

export class ProposalDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({ description: 'The later complaint.', example: id })
  complaintId!: string;
  @ApiProperty({ description: 'Its number.', example: 'C-2026-000043' })
  number!: string;
  @ApiProperty({ description: 'The earlier one, which it may repeat.', example: id })
  of!: string;
  @ApiProperty({ description: 'Its number.', example: 'C-2026-000042' })
  ofNumber!: string;
  @ApiProperty({ description: "The customer's external id.", example: 'crm-10042' })
  customer!: string;
  @nullableProperty('Where both happened.', 'handover')
  touchpoint!: string | null;
  @nullableProperty('What both are about.', 'defect')
  category!: string | null;
  @ApiProperty({ description: 'How similar the texts are, 0 to 1.', example: 0.82 })
  score!: number;
  @ApiProperty({ description: 'What became of it.', enum: proposalStatuses, example: 'open' })
  status!: string;
  @nullableProperty('As what it was accepted: duplicate or related.', null)
  as!: string | null;
  @ApiProperty({ description: 'Since when.', format: 'date-time', example: at })
  proposedAt!: Date;
  @ApiProperty({
    description: 'When it was judged.',
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: null,
  })
  decidedAt!: Date | null;
  @nullableProperty('Who judged.', null)
  decidedBy!: string | null;
  @nullableProperty('Why.', null)
  reason!: string | null;
}
