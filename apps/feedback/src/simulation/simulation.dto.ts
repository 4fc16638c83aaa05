import { AnyObject, Flag, Integer, Timestamp } from '@harken/service';
import { type SkipReason, skipReasons } from '../invitations/candidate.ts';

export class SimulationBody {
  @Integer({
    description: 'Over so many days until now.',
    example: 30,
    default: 30,
    optional: true,
    min: 1,
    max: 366,
  })
  days?: number;
}

const none = Object.fromEntries(skipReasons.map((reason) => [reason, 0]));

export class SimulationDto {
  @Integer({ description: 'Of which version of the programme.', example: 1 }) version!: number;
  @Timestamp({ description: 'From when.', example: '2026-02-01T00:00:00.000Z' }) from!: Date;
  @Timestamp({ description: 'Until when.', example: '2026-03-03T00:00:00.000Z' }) to!: Date;
  @Flag({
    description: 'False if there were more occasions than can be simulated at once: then the first of them count.',
    example: true,
  })
  complete!: boolean;
  @Integer({ description: 'Occasions to ask: a customer may have several.', example: 120 }) candidates!: number;
  @Integer({ description: 'How many would have been invited.', example: 48 }) invited!: number;
  @AnyObject({
    description: 'Who would not have been, by reason.',
    example: { ...none, sampling: 60, quarantine: 12 },
    values: { type: 'integer' },
  })
  skipped!: Readonly<Record<SkipReason, number>>;
}
