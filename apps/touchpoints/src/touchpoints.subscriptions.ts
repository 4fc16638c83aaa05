import {
  ComplaintImported,
  ComplaintOpened,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
  InteractionRecorded,
  PersonChanged,
} from '@harken/contracts';
import { on, onBatch } from '@harken/messaging';
import { followStaff } from './compliance/follow-staff.use-case.ts';
import { recordObservations } from './compliance/record-observations.use-case.ts';
import { resolveTouchpointAliases } from './map/resolve-touchpoint-aliases.use-case.ts';
import { correctMeasurements, recordMeasurements } from './measurements/record-measurements.use-case.ts';

export const touchpointsSubscriptions = [
  onBatch([FeedbackReceived, InteractionRecorded, ComplaintOpened, ComplaintImported], async (events, tx) =>
    recordMeasurements(await resolveTouchpointAliases(events, tx), tx),
  ),
  onBatch([FeedbackSuperseded, FeedbackRetracted], async (events, tx) =>
    correctMeasurements(await resolveTouchpointAliases(events, tx), tx),
  ),
  onBatch([FeedbackReceived, FeedbackSuperseded, FeedbackRetracted], async (events, tx) =>
    recordObservations(await resolveTouchpointAliases(events, tx), tx),
  ),
  on(PersonChanged, followStaff),
];
