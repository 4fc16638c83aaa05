import { type Severity, severities } from '@harken/contracts';
import { AnyObject, Filter, Id, Integer, ListOf, OneOf, oneOf, Text, Timestamp, text } from '@harken/service';
import { alertTypes } from '../alert.ts';

/** Which alerts: every parameter that is given must fit. */
export class AlertFilterQuery {
  @Filter(oneOf(alertTypes), { description: 'Type.', example: 'harken.complaints.complaint-escalated', max: 100 })
  types?: string[];
  @Filter(oneOf(severities), { description: 'Severity.', example: 'critical', max: 10 }) severities?: Severity[];
  @Filter(text({ max: 200 }), { description: 'Touchpoint.', example: 'handover', max: 100 }) touchpoints?: string[];
  @Filter(text({ max: 200 }), { description: 'Team.', example: 'after-sales', max: 100 }) teams?: string[];
  @Filter(text({ max: 200 }), {
    description: 'Customer segment; one of them is enough.',
    example: 'owner-occupier',
    max: 100,
  })
  segments?: string[];
}

export class PullQuery extends AlertFilterQuery {
  @Text({
    description:
      'The `next` of the answer before. Without it the log is read from its oldest alert; `latest` begins at its end.',
    example: '4711-20260302',
    optional: true,
    min: 0,
    max: 40,
  })
  after?: string;
  @Integer({
    description: 'How many alerts at most.',
    example: 50,
    default: 50,
    optional: true,
    query: true,
    min: 1,
    max: 500,
    message: 'must be a whole number',
  })
  limit: number = 50;
  @Integer({
    description: 'When there is nothing new, wait so many seconds for it.',
    example: 30,
    default: 0,
    optional: true,
    query: true,
    min: 0,
    max: 30,
    message: 'must be a whole number of seconds',
  })
  wait: number = 0;
}

export class StreamQuery extends AlertFilterQuery {
  @Text({
    description: 'Like the header Last-Event-ID, for clients that cannot set it; the header wins.',
    example: '4711-20260302',
    optional: true,
    min: 0,
    max: 40,
  })
  lastEventId?: string;
}

export const alertExample = {
  id: '01926f3a-7c1e-7b54-9d0e-000000000009',
  type: 'harken.complaints.complaint-escalated',
  severity: 'high',
  at: '2026-03-02T10:15:02.000Z',
  subject: '01926f3a-7c1e-7b54-9d0e-000000000003',
  summary: 'Complaint C-2026-000042 was escalated to level 1 (breach).',
  links: { complaint: '/v1/complaints/01926f3a-7c1e-7b54-9d0e-000000000003' },
  data: { complaintId: '01926f3a-7c1e-7b54-9d0e-000000000003', level: 1, reason: 'breach', team: 'after-sales' },
};

export class AlertDto {
  @Id({ description: 'The same wherever and however often the alert is seen.', example: alertExample.id }) id!: string;
  @Text({ description: 'The event that caused it, without its version.', example: alertExample.type }) type!: string;
  @OneOf(severities, { description: 'How serious.', example: 'high' }) severity!: Severity;
  @Timestamp({ description: 'When it happened.', example: alertExample.at }) at!: string;
  @Text({
    description: 'What it is about: the id of a complaint, an alert or a subscription.',
    example: alertExample.subject,
  })
  subject!: string;
  @Text({ description: 'One sentence without personal data.', example: alertExample.summary }) summary!: string;
  @AnyObject({
    description: 'Paths of the API that lead to the rest.',
    example: alertExample.links,
    values: { type: 'string' },
  })
  links!: Record<string, string>;
  @AnyObject({ description: 'Ids and facts.', example: alertExample.data }) data!: Record<string, unknown>;
}

export class AlertPage {
  @ListOf(() => AlertDto, { description: 'In the order of the log.' }) items!: AlertDto[];
  @Text({ description: 'Where to go on; always there, because a log has no end.', example: '4711-20260302' })
  next!: string;
}
