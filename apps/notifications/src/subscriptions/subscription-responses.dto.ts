import { ApiProperty } from '@nestjs/swagger';
import { attemptExample, secretExample, subscriptionExample } from './subscription-requests.dto.ts';

const example = subscriptionExample;
const moment = { type: String, format: 'date-time' } as const;

export class SubscriptionDto {
  @ApiProperty({ description: 'Its id.', format: 'uuid', example: example.id })
  id!: string;

  @ApiProperty({ description: 'Grows with each change; the ETag.', type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({ description: 'For people.', example: example.name })
  name!: string;

  @ApiProperty({ description: 'The client whose key made it.', example: 'acme' })
  owner!: string;

  @ApiProperty({ description: 'Which alerts.', type: 'object', additionalProperties: true, example: example.filter })
  filter!: object;

  @ApiProperty({
    description: 'How they are delivered.',
    type: 'object',
    additionalProperties: true,
    example: example.delivery,
  })
  delivery!: object;

  @ApiProperty({
    description: 'A disabled one gets nothing until it is enabled.',
    enum: ['active', 'disabled'],
    example: 'active',
  })
  status!: string;

  @ApiProperty({
    description: 'gone: the endpoint said 410. failing: nothing got through for days.',
    enum: ['gone', 'failing', null],
    nullable: true,
    example: null,
    type: String,
  })
  disabledReason!: string | null;

  @ApiProperty({ ...moment, description: 'Since when.', nullable: true, example: null })
  disabledAt!: Date | null;

  @ApiProperty({ ...moment, description: 'When it was made.', example: example.createdAt })
  createdAt!: Date;

  @ApiProperty({ ...moment, description: 'When it was changed.', example: example.updatedAt })
  updatedAt!: Date;
}

export class SubscriptionWithSecretDto extends SubscriptionDto {
  @ApiProperty({
    description: 'Of webhooks: checks the signatures (Standard Webhooks). Shown this once.',
    required: false,
    example: secretExample,
  })
  secret?: string;
}

export class AttemptDto {
  @ApiProperty({ description: 'The id of the attempt.', format: 'uuid', example: attemptExample.id })
  id!: string;

  @ApiProperty({
    description: 'The same for all attempts of one delivery.',
    format: 'uuid',
    example: attemptExample.deliveryId,
  })
  deliveryId!: string;

  @ApiProperty({ description: 'The alert; also the `webhook-id`.', format: 'uuid', example: attemptExample.alertId })
  alertId!: string;

  @ApiProperty({ description: 'Its type.', example: attemptExample.alertType })
  alertType!: string;

  @ApiProperty({ description: 'Which attempt, from 1.', type: 'integer', example: 1 })
  attempt!: number;

  @ApiProperty({
    description:
      'failed: tried again at `nextTryAt`. exhausted: that was the last attempt. gone: 410. cancelled: the subscription was disabled before.',
    enum: ['delivered', 'failed', 'exhausted', 'gone', 'cancelled'],
    example: 'failed',
  })
  status!: string;

  @ApiProperty({ ...moment, description: 'When it began.', example: attemptExample.at })
  at!: Date;

  @ApiProperty({
    description: 'HTTP status or SMTP code; null when no answer came.',
    type: 'integer',
    nullable: true,
    example: 503,
  })
  responseCode!: number | null;

  @ApiProperty({ description: 'How long it took.', type: 'integer', nullable: true, example: 41 })
  durationMs!: number | null;

  @ApiProperty({ description: 'A short code of what went wrong.', type: String, nullable: true, example: 'http-503' })
  error!: string | null;

  @ApiProperty({ ...moment, description: 'When it is tried again.', nullable: true, example: attemptExample.nextTryAt })
  nextTryAt!: Date | null;
}

export class ReplayDto {
  @ApiProperty({ description: 'So many deliveries were queued.', type: 'integer', example: 42 })
  queued!: number;
}
