import { Integer, Num, Text } from '@harken/service';
import { Duration } from '../../calendars/calendar.dto.ts';
import { duplicateDefaults } from './duplicate-policy.ts';

const setting = <T>(value: T) => ({ default: value, example: value, optional: true });

export class DuplicatePolicyBody {
  @Duration({
    description: 'How far back a complaint may lie that another one repeats, ISO 8601.',
    ...setting(duplicateDefaults.window),
  })
  window?: string;

  @Num({
    description: 'How much of their trigrams two texts must share.',
    min: 0,
    max: 1,
    ...setting(duplicateDefaults.minimumSimilarity),
  })
  minimumSimilarity?: number;

  @Duration({
    description: 'How far back the complaints of a customer are counted, ISO 8601.',
    ...setting(duplicateDefaults.repeatWindow),
  })
  repeatWindow?: string;

  @Integer({
    description: 'The first complaint within it that has the flag `third_complaint`.',
    min: 2,
    max: 100,
    ...setting(duplicateDefaults.repeatCount),
  })
  repeatCount?: number;
}

export class DuplicatePolicyDto {
  @Text({ description: 'How far back a complaint may lie that another one repeats.', example: 'P14D' }) window!: string;
  @Num({ description: 'How much of their trigrams two texts must share.', example: 0.5 }) minimumSimilarity!: number;
  @Text({ description: 'How far back the complaints of a customer are counted.', example: 'P90D' })
  repeatWindow!: string;
  @Integer({ description: 'The first complaint within it with the flag.', example: 3 }) repeatCount!: number;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
}
