import { Id, Integer, Nested, Text, Timestamp } from '@harken/service';
import { PickType } from '@nestjs/swagger';
import { AmountDto, CompensationDto } from '../../compensation/compensation.dto.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const optional = { optional: true };
const facts = ['id', 'status', 'description', 'proposedBy', 'proposedAt'] as const;

export class FileCompensationDto extends PickType(CompensationDto, facts) {
  @Text({ description: 'What it is.', example: 'refund' }) type!: string;
  @Nested(() => AmountDto, { description: 'What it is worth.', ...optional }) amount?: AmountDto;
  @Text({ description: 'Who approved it.', example: 'mara', ...optional }) approvedBy?: string;
  @Timestamp({ description: 'By when the customer is to have it.', example: at, ...optional }) fulfilBy?: Date;
  @Timestamp({ description: 'When the customer got it.', example: at, ...optional }) fulfilledAt?: Date;
}

export class HandlingRatingDto {
  @Timestamp({ description: 'When.', example: at }) at!: Date;
  @Id({ description: 'The feedback it came with.', example: id }) feedbackId!: string;
  @Integer({ description: 'Satisfaction, 1 to 5.', example: 4, ...optional }) csat?: number;
  @Integer({ description: 'Would recommend, 0 to 10.', example: 8, ...optional }) nps?: number;
  @Integer({ description: 'Ease, 1 to 7.', example: 6, ...optional }) ces?: number;
}
