import { type Severity, severities } from '@harken/contracts';
import {
  AnyObject,
  Filter,
  Flag,
  Id,
  Nested,
  OnBehalfOf,
  OneOf,
  oneOf,
  PageQuery,
  Text,
  Timestamp,
} from '@harken/service';
import { MapIdFilter } from '../map/journey.dto.ts';
import { MonitorResultDto } from '../monitors/monitor.dto.ts';
import type { MonitorResult } from '../monitors/monitor-result.ts';
import { type Alert, type Evidence, resolutions, type Suppression, suppressors } from './alert.ts';
import { groupOf, type ShownState, shownState, shownStates } from './suppression.ts';

export class AlertsQuery extends PageQuery {
  @Filter(oneOf(shownStates), { description: 'Only this state.', example: 'firing' }) state?: ShownState[];
  @MapIdFilter('Only those of this touchpoint.', 'handover') touchpoint?: string[];
  @Filter(oneOf(severities), { description: 'Only this severity.', example: 'high' }) severity?: Severity[];
  @MapIdFilter('Only those of this monitor.', 'handover-nps') monitor?: string[];
  @Flag({
    description:
      'Whether alerts that another one of their group stands for are listed, too. With `monitor` they always are.',
    example: true,
    optional: true,
    query: true,
  })
  grouped?: boolean;
}

export class AcknowledgeBody {
  @OnBehalfOf() onBehalfOf?: string;
  @Text({
    description: 'A note for the others.',
    example: 'Talking to the site manager.',
    optional: true,
    min: 0,
    max: 2000,
  })
  note?: string;
}

const time = '2026-03-02T10:15:02.000Z';
const NullableText = (description: string, example: string | null) => Text({ description, example, nullable: true });
const NullableTime = (description: string, example: string | null = null) =>
  Timestamp({ description, example, nullable: true });

export class SuppressionDto implements Suppression {
  @OneOf(suppressors, { description: 'What keeps it back.', example: 'silence' }) by!: Suppression['by'];
  @Text({ description: 'Of the silence, the problem or the alert.', example: 'lift-maintenance' }) id!: string;
}

export class AlertDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000007' }) id!: string;
  @OneOf(shownStates, {
    description:
      'Where it stands. `silenced` and `inhibited` are firing alerts that nobody is told of: `suppressedBy` says why.',
    example: 'firing',
  })
  state!: ShownState;
  @Text({ description: 'The cause: touchpoint and what fired. One alert of it is told.', example: 'handover/nps' })
  group!: string;
  @Nested(() => SuppressionDto, {
    description: 'A silence, an open problem that explains it, the alert of a touchpoint above, or of its group.',
    nullable: true,
  })
  suppressedBy!: Suppression | null;
  @OneOf(severities, { description: 'How bad it is.', example: 'high' }) severity!: Severity;
  @Text({ description: 'The touchpoint that is watched.', example: 'handover' }) touchpoint!: string;
  @Text({ description: 'The monitor that opened it.', example: 'handover-nps' }) monitor!: string;
  @NullableText('The standard that is breached; null for silence.', 'handover-nps') standard!: string | null;
  @NullableText('The journey of the touchpoint.', 'property') journey!: string | null;
  @NullableText('The stage of the touchpoint.', 'handover') stage!: string | null;
  @NullableText('The team that owns the touchpoint.', 'after-sales') team!: string | null;
  @NullableText('The person who answers for the touchpoint.', 'wei') owner!: string | null;
  @NullableText('The metric; null for silence.', 'nps') metric!: string | null;
  @Text({ description: 'How the monitor watches.', example: 'standard' }) method!: string;
  @Timestamp({ description: 'When the breach began.', example: time }) since!: Date;
  @NullableTime('When it fired; null while pending or when it never did.', time) firedAt!: Date | null;
  @NullableTime('When a person had seen it.') acknowledgedAt!: Date | null;
  @NullableText('Who had seen it.', null) acknowledgedBy!: string | null;
  @NullableText('Their note.', null) note!: string | null;
  @NullableTime('When people were told; null while they are not.', time) announcedAt!: Date | null;
  @NullableTime('When it went to the deputy of its owner, because nobody had acknowledged it.')
  escalatedAt!: Date | null;
  @NullableText('The deputy; null where nobody stands in.', null) escalatedTo!: string | null;
  @NullableTime('Since when it has recovered, while `keepFiringFor` runs.') clearedAt!: Date | null;
  @NullableTime('When it ended.') resolvedAt!: Date | null;
  @OneOf(resolutions, { description: 'Why it ended.', example: null, nullable: true }) resolution!: string | null;
  @AnyObject({
    description:
      'What justifies it: sample, value, interval, the standard, the window, its series, the last event; `recovery` once it ended.',
    example: { n: 40, value: -12.5, interval: { low: -33.1, high: 9.8, level: 0.95 }, standard: { target: 20 } },
  })
  evidence!: Evidence;
  @Nested(() => MonitorResultDto, {
    description: 'The latest result of its monitor; null once the alert is resolved.',
    nullable: true,
  })
  latest!: MonitorResult | null;
}

export const alertDto = (
  { monitorId, standardId, journeyId, version: _, reviewedAt: _reviewedAt, notifiedAt: _notifiedAt, ...alert }: Alert,
  results: ReadonlyMap<string, MonitorResult>,
): AlertDto => ({
  ...alert,
  state: shownState(alert),
  group: groupOf(alert),
  suppressedBy: alert.state === 'resolved' ? null : alert.suppressedBy,
  monitor: monitorId,
  standard: standardId,
  journey: journeyId,
  latest: alert.state === 'resolved' ? null : (results.get(monitorId) ?? null),
});
