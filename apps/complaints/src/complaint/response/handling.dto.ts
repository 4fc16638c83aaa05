import { ApiProperty } from '@nestjs/swagger';

const score = (description: string, example: number | null) =>
  ApiProperty({ description, type: 'integer', nullable: true, example });

export class HandlingDto {
  @ApiProperty({ description: 'The feedback that says so.', example: '01926f3a-7c1e-7b54-9d0e-000000000008' })
  feedbackId!: string;
  @score('Satisfaction with the handling, 1-5.', 4)
  csat!: number | null;
  @score('Whether the customer would recommend us, 0-10.', null)
  nps!: number | null;
  @score('How easy it was, 1-7.', null)
  ces!: number | null;
  @ApiProperty({ description: 'When it was said.', format: 'date-time', example: '2026-03-20T09:15:00.000Z' })
  at!: Date;
}
