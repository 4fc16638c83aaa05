import { Integer, Text, Timestamp } from '@harken/service';
import { MapId } from '../map/journey.dto.ts';
import type { UnmappedTouchpoint } from './unmapped-touchpoint.queries.ts';

export class UnmappedTouchpointDto implements UnmappedTouchpoint {
  @Text({ description: 'The name that events use.', example: 'pop-up-store' }) id!: string;
  @Integer({ description: 'How many events named it.', example: 12 }) events!: number;
  @Timestamp({ description: 'When Harken received the last one.', example: '2026-03-02T10:15:00.000Z' })
  lastSeenAt!: Date;
  @Text({ description: 'The feedback or interaction.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' })
  lastEventId!: string;
}

export class AdoptTouchpointBody {
  @MapId('The journey it belongs to.', 'property') journey!: string;
  @MapId('Its stage.', 'moving') stage!: string;
  @MapId('The touchpoint it is nested in; at the end of the stage when not given.', 'handover', { optional: true })
  parent?: string;
  @Text({ description: 'What people call it.', example: 'Pop-up store', max: 200 }) name!: string;
}

export class RenameTouchpointBody {
  @MapId('The touchpoint of a map that it stands for.', 'handover') to!: string;
}

export class RenamedTouchpointDto {
  @Text({ description: 'The name that events use.', example: 'pop-up-store' }) id!: string;
  @Text({ description: 'The touchpoint it stands for.', example: 'handover' }) touchpoint!: string;
  @Integer({ description: 'How many events count there now.', example: 12 }) events!: number;
}
