import { AnyObject, Id, OneOf, Text, Timestamp } from '@harken/service';
import type { TimelineEntry } from './timeline-entry.ts';

const entryTypes = ['interaction', 'feedback', 'complaint', 'answer'] as const;

export class TimelineEntryDto implements TimelineEntry {
  @OneOf(entryTypes, { description: 'What happened.', example: 'complaint' }) type!: TimelineEntry['type'];
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-00000000000a' }) id!: string;
  @Timestamp({ description: 'When.', example: '2026-03-02T09:15:02.000Z' }) at!: Date;
  @Text({ description: 'Where in the journey.', example: 'handover', nullable: true }) touchpoint!: string | null;
  @Text({ description: 'By what channel.', example: 'web', nullable: true }) channel!: string | null;
  @AnyObject({
    description: 'What there is to say of an entry of this type.',
    example: {
      action: 'opened',
      complaintId: '01926f3a-7c1e-7b54-9d0e-000000000003',
      number: 'C-2026-000042',
      status: 'received',
      severity: 'high',
      team: 'after-sales',
      origin: 'feedback',
      feedbackId: '01926f3a-7c1e-7b54-9d0e-000000000002',
    },
  })
  data!: Record<string, unknown>;
}
