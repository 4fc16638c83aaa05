import {
  AnyObject,
  checkerOf,
  type DtoClass,
  Id,
  Integer,
  ListOf,
  Nested,
  OneOf,
  Text,
  Timestamp,
} from '@harken/service';
import { type ApiOperation, getSchemaPath } from '@nestjs/swagger';
import { CustomerItem } from '../customers/customer.dto.ts';
import { FeedbackBody } from '../feedback/feedback.dto.ts';
import { InteractionBody } from '../interactions/interaction.dto.ts';
import type { BatchResponse, ItemProblem, ItemResult } from './batch-response.ts';

const occurredAt = '2026-03-02T09:15:00.000Z';

export class CloudEventDto {
  @OneOf(['1.0'], { description: 'The version of CloudEvents.', example: '1.0' }) specversion!: '1.0';
  @Text({ description: 'Its id at the source.', example: 'survey-991' }) id!: string;
  @Text({ description: 'The system that sends it.', example: '/crm' }) source!: string;
  @Text({ description: 'What happened.', example: 'com.acme.survey-answered' }) type!: string;
  @Timestamp({ description: 'When it happened; on arrival unless given.', example: occurredAt, optional: true })
  time?: string;
  @AnyObject({ description: 'The other fields of the plain body.', example: { customer: 'crm-10042' } }) data!: object;
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

/** The request body of a route that takes plain JSON and CloudEvents, by media type. */
function jsonOrCloudEvents(body: DtoClass, example: typeof feedbackExample | typeof interactionExample, type: string) {
  const { source: _, id, occurredAt: time, ...rest } = example;
  const data = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'type'));
  const event = { specversion: '1.0', id, source: '/crm', type, time, data };
  const cloudEvent = { $ref: getSchemaPath(CloudEventDto) };
  return {
    required: true,
    content: {
      'application/json': { schema: { $ref: getSchemaPath(body) }, example },
      'application/cloudevents+json': { schema: cloudEvent, example: event },
      'application/cloudevents-batch+json': {
        schema: { type: 'array', items: cloudEvent, maxItems: maxBatchSize },
        example: [event],
      },
    },
  } satisfies RequestBody;
}

export const maxBatchSize = 1000;
export const feedbackContent = jsonOrCloudEvents(FeedbackBody, feedbackExample, 'com.acme.survey-answered');
export const interactionContent = jsonOrCloudEvents(InteractionBody, interactionExample, interactionExample.type);

/** Documents the body of a batch; its items are checked one by one. */
export class FeedbackBatchBody {
  @ListOf(() => FeedbackBody, { description: 'The feedback.', example: [feedbackExample], max: maxBatchSize })
  items!: FeedbackBody[];
}

/** Documents the body of a batch of customers. */
export class CustomerBatchBody {
  @ListOf(() => CustomerItem, {
    description: 'The profiles.',
    example: [{ externalId: 'crm-10042', name: 'Somchai Jaidee', tier: 'gold', updatedAt: occurredAt }],
    max: maxBatchSize,
  })
  items!: CustomerItem[];
}

/** The form of a batch; its items are checked one by one. */
export const checkBatch = checkerOf<{ items: unknown[] }>({
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: { items: { type: 'array', maxItems: maxBatchSize } },
});

class FieldErrorDto {
  @Text({ description: 'JSON pointer into the item.', example: '/answers/nps' }) pointer!: string;
  @Text({ description: 'Stable.', example: 'out-of-range' }) code!: string;
  @Text({ description: 'For people.', example: 'must be <= 10' }) detail!: string;
}

const DigestOf = (what: string) =>
  Text({
    description: `Of a conflict: the digest of ${what}.`,
    example: 'a3c8d04b59e17f6620fd918273645bce',
    optional: true,
  });

class ItemProblemDto implements ItemProblem {
  @Text({ description: '`/problems/` and the code.', example: '/problems/request.invalid' }) type!: string;
  @Text({ description: 'For people.', example: 'The item is not valid' }) title!: string;
  @Integer({ description: 'As of a single request.', example: 400 }) status!: 400 | 409;
  @Text({ description: 'For people.', example: 'The request has a fault.' }) detail!: string;
  @Text({ description: 'Stable.', example: 'request.invalid' }) code!: string;
  @Text({ description: 'The item.', example: '#/items/1' }) instance!: string;
  @ListOf(() => FieldErrorDto, { description: 'Every wrong field.', optional: true }) errors?: FieldErrorDto[];
  @DigestOf('the record stored first') storedDigest?: string;
  @DigestOf('the item') receivedDigest?: string;
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

/** The schema of the answer: one of the classes. */
export const oneOfSchemas = (...answers: readonly DtoClass[]) => ({
  anyOf: answers.map((answer) => ({ $ref: getSchemaPath(answer) })),
});
