import {
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintAssigned,
  ComplaintClockBreached,
  ComplaintClockMet,
  ComplaintClockWarned,
  ComplaintClosed,
  ComplaintEscalated,
  ComplaintEscalationHandled,
  ComplaintMarkedDuplicate,
  ComplaintOpened,
  ComplaintRejected,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintSeverityChanged,
  ComplaintStatusChanged,
  ComplaintWithdrawn,
  type EventContract,
  type EventData,
  FeedbackReceived,
  JourneyPublished,
} from '@harken/contracts';
import { onBatch, type ReceivedEvent, type Subscription, type Tx } from '@harken/messaging';
import { acknowledged, answered, breached, changed, escalated, met, resolved } from './complaints/complaint-marks.ts';
import { type ComplaintRecord, type Mark, observed } from './complaints/complaint-record.ts';
import { recordComplaints } from './complaints/record-complaints.use-case.ts';
import { recordJourney } from './journeys/record-journey.use-case.ts';
import { liveGenerations } from './rebuild/generations.queries.ts';
import type { Projection } from './rebuild/rebuild.use-case.ts';
import { recordScores } from './scores/record-scores.use-case.ts';

type OnComplaint = EventContract & { readonly sample: { readonly complaint: Parameters<typeof observed>[0] } };

/** Every event that comes in, and the use case that takes it into one generation of the facts. */
export const projections: readonly Projection[] = [
  project(FeedbackReceived, recordScores),
  project(JourneyPublished, async (maps, tx, generation) => {
    for (const map of maps) await recordJourney(map, tx, generation);
  }),
  complaint(ComplaintOpened, changed),
  complaint(ComplaintAcknowledged, acknowledged),
  complaint(ComplaintAssigned, changed),
  complaint(ComplaintStatusChanged, changed),
  complaint(ComplaintSeverityChanged, changed),
  complaint(ComplaintAnswered, answered),
  complaint(ComplaintResolved, resolved),
  complaint(ComplaintClosed, changed),
  complaint(ComplaintRejected, answered),
  complaint(ComplaintWithdrawn, answered),
  complaint(ComplaintMarkedDuplicate, answered),
  complaint(ComplaintReopened, changed),
  complaint(ComplaintClockWarned, changed),
  complaint(ComplaintClockBreached, breached),
  complaint(ComplaintClockMet, met),
  complaint(ComplaintEscalated, escalated),
  complaint(ComplaintEscalationHandled, changed),
];

export const analyticsSubscriptions: readonly Subscription[] = projections.map(({ contract, take }) =>
  onBatch(contract, async (events, tx) => {
    for (const generation of await liveGenerations(tx)) await take(events, tx, generation);
  }),
);

function project<C extends EventContract>(
  contract: C,
  record: (data: readonly EventData<C>[], tx: Tx, generation: number) => Promise<void>,
): Projection {
  return {
    contract,
    take: (events: readonly ReceivedEvent[], tx, generation) =>
      record(
        events.map(({ data }) => data as EventData<C>),
        tx,
        generation,
      ),
  };
}

function complaint<C extends OnComplaint>(contract: C, markOf: (data: EventData<C>) => Mark): Projection {
  return project(contract, (data, tx, generation) => {
    const observations = data.map((one): ComplaintRecord => {
      const { complaint: facts } = one as C['sample'];
      return observed(facts, markOf(one));
    });
    return recordComplaints(observations, tx, generation);
  });
}
