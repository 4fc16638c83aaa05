import { Integer, Num, Text } from '@harken/service';
import { duplicateDefaults } from './duplicate-policy.ts';

const { window, minimumSimilarity, repeatWindow, repeatCount } = duplicateDefaults;
const setting = <T>(value: T) => ({ default: value, example: value, optional: true });

export class DuplicatePolicyBody {
  @Text({
    description: 'How far back a complaint may lie that another one repeats, ISO 8601.',
    ...{ ...setting(window), min: 2, max: 40 },
  })
  window?: string;

  @Num({
    description: 'How much of their trigrams two texts must share.',
    ...setting(minimumSimilarity),
    min: 0,
    max: 1,
  })
  minimumSimilarity?: number;

  @Text({
    description: 'How far back the complaints of a customer are counted, ISO 8601.',
    ...{ ...setting(repeatWindow), min: 2, max: 40 },
  })
  repeatWindow?: string;

  @Integer({
    description: 'The first complaint within it that has the flag `third_complaint`.',
    ...{ ...setting(repeatCount), min: 2, max: 100 },
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
