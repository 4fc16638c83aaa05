import { type DtoClass, Id, Integer, ItemProblemDto, ListOf, Nested, OneOf, Text, Timestamp } from '@harken/service';
import { type ApiOperation, getSchemaPath, OmitType } from '@nestjs/swagger';
import { FeedbackBody } from '../feedback/feedback.dto.ts';
import { InteractionBody } from '../interactions/interaction.dto.ts';
import { batchType, structuredType } from '../requests/cloud-event.ts';
import type { BatchResponse, ItemResult } from './batch-response.ts';

const occurredAt = '2026-03-02T09:15:00.000Z';
export const maxBatchSize = 1000;

/** The attributes of a CloudEvent 1.0 in JSON. */
class CloudEventDto {
  @OneOf(['1.0'], { description: 'The version of CloudEvents.', example: '1.0' }) specversion!: '1.0';
  @Text({ description: 'Its id at the source.', example: 'survey-991' }) id!: string;
  @Text({ description: 'The system that sends it.', example: '/crm' }) source!: string;
  @Text({ description: 'What happened.', example: 'com.acme.survey-answered' }) type!: string;
  @Text({ description: 'What it is about; not read.', example: 'crm-10042', optional: true }) subject?: string;
  @Timestamp({ description: 'When it happened; on arrival unless given.', example: occurredAt, optional: true })
  time?: string;
  @OneOf(['application/json'], { description: 'The data is JSON.', example: 'application/json', optional: true })
  datacontenttype?: string;
}

export class FeedbackEventData extends OmitType(FeedbackBody, ['source', 'id', 'occurredAt']) {}

/** Feedback as a structured CloudEvent. */
export class FeedbackEvent extends CloudEventDto {
  @Nested(() => FeedbackEventData, { description: 'The other fields of the plain body.' }) data!: FeedbackEventData;
}

export class InteractionEventData extends OmitType(InteractionBody, ['source', 'id', 'type', 'occurredAt']) {}

/** An interaction as a structured CloudEvent. */
export class InteractionEvent extends CloudEventDto {
  @Nested(() => InteractionEventData, { description: 'The other fields of the plain body.' })
  data!: InteractionEventData;
}

const feedbackExample = {
  source: 'crm',
  id: 'survey-991',
  customer: 'crm-10042',
  method: 'survey',
  touchpoint: 'handover',
  text: 'The keys did not fit and nobody called back.',
  answers: { nps: 1 },
  occurredAt,
};

const interactionExample = {
  source: 'crm',
  id: 'visit-77',
  type: 'visit',
  customer: 'crm-10042',
  touchpoint: 'showroom-visit',
  phase: 'before',
  occurredAt,
};

type RequestBody = NonNullable<Parameters<typeof ApiOperation>[0]['requestBody']>;

const bodyOf = (type: string, schema: object, example: unknown): RequestBody => ({
  required: true,
  content: { [type]: { schema, example } },
});

const eventOf = ({ source: _, id, occurredAt: time, ...rest }: IntakeExample, type: string) => ({
  ...{ specversion: '1.0', id, source: '/crm', type, time },
  data: Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'type')),
});
type IntakeExample = typeof feedbackExample | typeof interactionExample;

/**
 * The bodies of the three routes that take the same: clients are generated for one body a route, and the address of
 * plain JSON takes CloudEvents, too. Their classes are to be named by `ApiExtraModels`.
 */
function intakeBodies(plain: DtoClass, event: DtoClass, example: IntakeExample, type: string) {
  const one = eventOf(example, type);
  const items = { $ref: getSchemaPath(event) };
  return {
    plain: bodyOf('application/json', { $ref: getSchemaPath(plain) }, example),
    event: bodyOf(structuredType, items, one),
    events: bodyOf(batchType, { type: 'array', items, maxItems: maxBatchSize }, [one]),
  };
}

export const feedbackBodies = intakeBodies(FeedbackBody, FeedbackEvent, feedbackExample, 'com.acme.survey-answered');
export const interactionBodies = intakeBodies(
  InteractionBody,
  InteractionEvent,
  interactionExample,
  interactionExample.type,
);

/** Documents the body of a batch; its items are checked one by one. */
export class FeedbackBatchBody {
  @ListOf(() => FeedbackBody, { description: 'The feedback.', example: [feedbackExample], max: maxBatchSize })
  items!: FeedbackBody[];
}

const statuses = ['accepted', 'duplicate', 'conflict', 'rejected'] as const;

class ItemResultDto implements ItemResult {
  @Integer({ description: 'Its place in the batch, from 0.', example: 1 }) index!: number;
  @OneOf(statuses, { description: 'What became of it.', example: 'rejected' }) status!: ItemResult['status'];
  @Id({
    description: 'Of the record, unless rejected; of a conflict, the one stored first.',
    example: '01926f3a-7c1e-7b54-9d0e-000000000002',
    optional: true,
  })
  id?: string;
  @Nested(() => ItemProblemDto, { description: 'Why it was rejected, or with what it conflicts.', optional: true })
  problem?: ItemProblemDto;
}

/** The result of each item of a batch. */
export class BatchDto implements BatchResponse {
  @Integer({ description: 'How many were stored.', example: 0 }) accepted!: number;
  @Integer({ description: 'How many were there already.', example: 0 }) duplicates!: number;
  @Integer({ description: 'How many repeat a source and id with other content.', example: 0 }) conflicts!: number;
  @Integer({ description: 'How many are not valid.', example: 1 }) rejected!: number;
  @ListOf(() => ItemResultDto, { description: 'In the order of the items.' }) results!: ItemResultDto[];
}

/** What became of a CloudEvent that may be an interaction or feedback. */
export class EventResultDto {
  @OneOf(['interaction', 'feedback'], { description: 'What it was taken for.', example: 'interaction' })
  record!: 'interaction' | 'feedback';
  @Id({ description: 'Of the record.', example: '01926f3a-7c1e-7b54-9d0e-000000000001' }) id!: string;
  @OneOf(['accepted', 'duplicate'], { description: 'Whether it is new.', example: 'accepted' })
  status!: 'accepted' | 'duplicate';
}
