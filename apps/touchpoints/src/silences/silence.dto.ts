import { type Severity, severities } from '@harken/contracts';
import {
  Filter,
  Integer,
  ListOf,
  Nested,
  OnBehalfOf,
  OneOf,
  oneOf,
  PageQuery,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { MapId, mapId } from '../map/journey.dto.ts';
import { type SilenceMatchers, type SilenceState, silenceStates } from './silence.ts';

const from = '2026-03-02T22:00:00.000Z';
const until = '2026-03-03T04:00:00.000Z';

export class SilencePath {
  @MapId('The id of the silence, chosen by you.', 'lift-maintenance') id!: string;
}

export class SilencesQuery extends PageQuery {
  @Filter(oneOf(silenceStates), { description: 'Only those in this state.', example: 'active' })
  state?: SilenceState[];
}

const some = { optional: true, min: 1, max: 100, unique: true } as const;

export class SilenceMatchersDto implements SilenceMatchers {
  @ListOf(text(mapId), { description: 'These touchpoints and all nested below them.', example: ['lift'], ...some })
  touchpoints?: string[];
  @ListOf(text(mapId), { description: 'These monitors.', example: ['lift-nps'], ...some }) monitors?: string[];
  @ListOf(oneOf(severities), { description: 'These severities.', example: ['normal', 'low'], ...some })
  severities?: Severity[];
  @ListOf(text({ max: 120 }), { description: 'These metrics.', example: ['nps'], ...some }) metrics?: string[];
}

export class SilenceBody {
  @Nested(() => SilenceMatchersDto, {
    description: 'An alert must match every list given, by any of its values; one list at least.',
    example: { touchpoints: ['lift'] },
  })
  matchers!: SilenceMatchersDto;
  @Timestamp({ description: 'From when it mutes; at once when not given.', example: from, optional: true })
  from?: string;
  @Timestamp({ description: 'Until when it mutes.', example: until }) until!: string;
  @Text({ description: 'Why.', example: 'The lift is being serviced.', max: 2000 }) comment!: string;
  @OnBehalfOf() onBehalfOf?: string;
}

/** What a silence would mute. */
export class SilencePreviewDto {
  @ListOf(text(), { description: 'The open alerts that it matches.', example: [] }) alerts!: string[];
  @ListOf(text(), { description: 'The monitors that it matches; none: it mutes nothing.', example: ['lift-nps'] })
  monitors!: string[];
}

export class SilenceDto {
  @Text({ description: 'The id of the silence.', example: 'lift-maintenance' }) id!: string;
  @Integer({ description: 'Grows with every change.', example: 1 }) version!: number;
  @Nested(() => SilenceMatchersDto, { description: 'What it mutes.' }) matchers!: SilenceMatchers;
  @Timestamp({ description: 'From when it mutes.', example: from }) from!: string;
  @Timestamp({ description: 'Until when it mutes.', example: until }) until!: string;
  @Text({ description: 'Why.', example: 'The lift is being serviced.' }) comment!: string;
  @Text({ description: 'Who set it last.', example: 'wei' }) author!: string;
  @OneOf(silenceStates, { description: 'Whether it mutes now.', example: 'active' }) state!: SilenceState;
  @ListOf(text(), { description: 'The open alerts that it mutes now.', example: [] }) alerts!: string[];
  @ListOf(text(), { description: 'The monitors that it matches; none: it mutes nothing.', example: ['lift-nps'] })
  monitors!: string[];
  @Timestamp({ description: 'When it was changed last.', example: from }) updatedAt!: string;
}
