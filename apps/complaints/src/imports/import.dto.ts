import { Id, Integer, ItemProblemDto, ListOf, Nested, OneOf, Text, Timestamp } from '@harken/service';

const importId = 'crm-2016';

export const importName = {
  pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u,
  message: 'must be 1 to 100 letters, digits, dots, hyphens and underscores',
};

export class ImportQuery {
  @Text({
    description: 'The import that the request belongs to, by a name of your choice. A new one unless given.',
    example: importId,
    optional: true,
    query: true,
    ...importName,
  })
  importId?: string;
}

const itemStatuses = ['accepted', 'duplicate', 'conflict', 'rejected'] as const;

export class ImportItemResultDto {
  @Integer({ description: 'Its line, from 0. Empty lines do not count.', example: 0 }) index!: number;
  @OneOf(itemStatuses, {
    description: 'What became of it. conflict: (source, id) was imported before with other content.',
    example: 'accepted',
  })
  status!: (typeof itemStatuses)[number];
  @Id({ description: 'The complaint.', example: '01926f3a-7c1e-7b54-9d0e-000000000003', optional: true }) id?: string;
  @Text({ description: 'Its number.', example: 'C-2016-000042', optional: true }) number?: string;
  @Nested(() => ItemProblemDto, { description: 'Why it was rejected or contradicts the first.', optional: true })
  problem?: ItemProblemDto;
}

export class ImportResultDto {
  @Text({ description: 'The import: give it with the next request.', example: importId }) importId!: string;
  @Integer({ description: 'How many were taken over.', example: 1 }) accepted!: number;
  @Integer({ description: 'How many were there already.', example: 0 }) duplicates!: number;
  @Integer({ description: 'How many contradict what was imported before.', example: 0 }) conflicts!: number;
  @Integer({ description: 'How many cannot be taken over.', example: 0 }) rejected!: number;
  @ListOf(() => ImportItemResultDto, { description: 'In the order of the lines.' }) results!: ImportItemResultDto[];
}

export class ImportDto {
  @Text({ description: 'Its id.', example: importId }) importId!: string;
  @OneOf(['open', 'finished'], { description: 'finished: it takes no more.', example: 'open' }) state!: string;
  @Timestamp({ description: 'When its first request came.', example: '2026-03-02T10:15:02.000Z' }) startedAt!: Date;
  @Timestamp({ description: 'When it was finished.', example: null, nullable: true }) finishedAt!: Date | null;
  @Integer({ description: 'How many requests it had.', example: 6 }) requests!: number;
  @Integer({ description: 'How many complaints were taken over.', example: 5400 }) accepted!: number;
  @Integer({ description: 'How many items were there already.', example: 0 }) duplicates!: number;
  @Integer({ description: 'How many items contradict what was imported before.', example: 0 }) conflicts!: number;
  @Integer({ description: 'How many items were rejected.', example: 2 }) rejected!: number;
  @Integer({ description: 'How many of its complaints are open now.', example: 12 }) open!: number;
  @Integer({ description: 'How many of its complaints are overdue now.', example: 3 }) overdue!: number;
}
