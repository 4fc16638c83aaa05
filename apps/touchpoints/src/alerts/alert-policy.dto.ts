import { Integer, Nested, Text } from '@harken/service';
import { alertPolicyDefaults } from './alert-policy.ts';

const { acknowledgeWithin, groupWait, repeatEvery } = alertPolicyDefaults;

const Within = (severity: string, example: string | null) =>
  Text({ description: `For alerts of severity ${severity}; null: never.`, example, nullable: true, max: 40 });

export class AcknowledgeWithinDto {
  @Within('critical', acknowledgeWithin.critical) critical!: string | null;
  @Within('high', acknowledgeWithin.high) high!: string | null;
  @Within('normal', acknowledgeWithin.normal) normal!: string | null;
  @Within('low', 'P1D') low!: string | null;
}

export class AlertPolicyBody {
  @Text({
    description: 'So long an alert waits for others of the same cause before people are told. ISO 8601.',
    example: groupWait,
    default: groupWait,
    optional: true,
    max: 40,
  })
  groupWait?: string;
  @Text({
    description: 'How often people are told again of an alert that nobody has acknowledged; null: never.',
    example: repeatEvery,
    default: repeatEvery,
    optional: true,
    nullable: true,
    max: 40,
  })
  repeatEvery?: string | null;
  @Nested(() => AcknowledgeWithinDto, {
    description: 'How long an alert may wait for somebody before it goes to the deputy of its owner.',
    optional: true,
  })
  acknowledgeWithin?: AcknowledgeWithinDto;
}

export class AlertPolicyDto {
  @Text({ description: 'So long an alert waits for others of the same cause.', example: groupWait }) groupWait!: string;
  @Text({ description: 'How often people are told again; null: never.', example: repeatEvery, nullable: true })
  repeatEvery!: string | null;
  @Nested(() => AcknowledgeWithinDto, { description: 'After which time it goes to the deputy of its owner.' })
  acknowledgeWithin!: AcknowledgeWithinDto;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
