import { Id, Integer, ListOf, Num, OneOf, Text, Timestamp, text } from '@harken/service';

/** A decision, with what a training needs: the file of `npm run train:complaints -- --data` has the same fields. */
export class TriageDecisionDto {
  @Id({ description: 'The feedback.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) feedbackId!: string;
  @OneOf(['opened', 'dismissed'], { description: 'What was decided.', example: 'opened' })
  decision!: 'opened' | 'dismissed';
  @Timestamp({ description: 'When.', example: '2026-03-02T10:00:00.000Z' }) decidedAt!: Date;
  @Text({ description: 'Its text.', example: 'Nobody called back.', nullable: true }) text!: string | null;
  @OneOf(['yes', 'no'], { description: 'Whether it was a complaint.', example: 'yes' }) label!: 'yes' | 'no';
  @Text({ description: 'The language of the text.', example: 'en', nullable: true }) language!: string | null;
  @ListOf(text(), { description: 'Why it was suspected.', example: ['model:en:0.61'] }) reasons!: string[];
}

export class DecisionPrecisionDto {
  @Text({ description: 'The language of the texts.', example: 'en', nullable: true }) language!: string | null;
  @Integer({ description: 'How many were decided.', example: 40 }) decided!: number;
  @Integer({ description: 'How many of them were complaints.', example: 31 }) opened!: number;
  @Num({ description: 'The share that was.', example: 0.775, nullable: true }) precision!: number | null;
}

export class DecisionPrecisionsDto {
  @ListOf(() => DecisionPrecisionDto, { description: 'By language.' }) items!: DecisionPrecisionDto[];
}

export class PrecisionQuery {
  @Timestamp({
    description: 'What was decided at this time or later; 90 days ago unless given.',
    example: '2026-03-01T00:00:00Z',
    optional: true,
  })
  from?: string;
}
