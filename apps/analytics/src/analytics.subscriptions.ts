import {
  CompensationApproved,
  CompensationCancelled,
  CompensationDeclined,
  CompensationExpired,
  CompensationFulfilled,
  CompensationFulfilmentFailed,
  CompensationOverdue,
  CompensationProposed,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintAssigned,
  ComplaintClockBreached,
  ComplaintClockBreachedV1,
  ComplaintClockMet,
  ComplaintClockMetV1,
  ComplaintClockWarned,
  ComplaintClockWarnedV1,
  ComplaintClosed,
  ComplaintEscalated,
  ComplaintEscalatedV1,
  ComplaintEscalationHandled,
  ComplaintEscalationHandledV1,
  ComplaintHandlingRated,
  ComplaintMarkedDuplicate,
  ComplaintMessageReceived,
  ComplaintMessageSent,
  ComplaintOpened,
  ComplaintPauseExpired,
  ComplaintPauseReminded,
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
import { onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import {
  acknowledged,
  answered,
  breached,
  changed,
  compensated,
  escalated,
  met,
  rated,
  resolved,
} from './complaints/facts/complaint-marks.ts';
import { type ComplaintRecord, type Mark, observed } from './complaints/facts/complaint-record.ts';
import { recordComplaints } from './complaints/facts/record-complaints.use-case.ts';
import { liveGenerations } from './generations/generations.queries.ts';
import { recordJourney } from './journeys/record-journey.use-case.ts';
import type { Projection } from './rebuild/rebuild.use-case.ts';
import { recordScores } from './scores/record-scores.use-case.ts';

type OnComplaint = EventContract & { readonly sample: { readonly complaint: Parameters<typeof observed>[0] } };

/** An event of a complaint, and what one of them tells. */
interface Teller {
  readonly contract: EventContract;
  recordOf(data: unknown): ComplaintRecord;
}

const tellers: readonly Teller[] = [
  teller(ComplaintOpened, changed),
  teller(ComplaintAcknowledged, acknowledged),
  teller(ComplaintAssigned, changed),
  teller(ComplaintStatusChanged, changed),
  teller(ComplaintSeverityChanged, changed),
  teller(ComplaintAnswered, answered),
  teller(ComplaintResolved, resolved),
  teller(ComplaintClosed, changed),
  teller(ComplaintRejected, answered),
  teller(ComplaintWithdrawn, answered),
  teller(ComplaintMarkedDuplicate, answered),
  teller(ComplaintReopened, changed),
  teller(ComplaintMessageReceived, changed),
  teller(ComplaintMessageSent, changed),
  teller(ComplaintClockWarned, changed),
  teller(ComplaintClockBreached, breached),
  teller(ComplaintClockMet, met),
  teller(ComplaintEscalated, escalated),
  // The log still holds the first versions, which knew fewer clocks: rebuilding takes them too.
  teller(ComplaintClockWarnedV1, changed),
  teller(ComplaintClockBreachedV1, breached),
  teller(ComplaintClockMetV1, met),
  teller(ComplaintEscalatedV1, escalated),
  teller(ComplaintPauseReminded, changed),
  teller(ComplaintPauseExpired, changed),
  teller(ComplaintEscalationHandled, changed),
  teller(ComplaintEscalationHandledV1, changed),
  teller(CompensationProposed, changed),
  teller(CompensationApproved, changed),
  teller(CompensationDeclined, changed),
  teller(CompensationCancelled, changed),
  teller(CompensationExpired, changed),
  teller(CompensationFulfilled, compensated),
  teller(CompensationFulfilmentFailed, changed),
  teller(CompensationOverdue, changed),
  teller(ComplaintHandlingRated, rated),
];
const tellerOf = new Map(tellers.map((one) => [one.contract.type, one]));

/** Every event that comes in, and the use case that takes it into one generation of the facts. */
export const projections: readonly Projection[] = [
  {
    contracts: [FeedbackReceived],
    take: (events, tx, generation) => recordScores(dataOf(FeedbackReceived, events), tx, generation),
  },
  {
    contracts: [JourneyPublished],
    take: async (events, tx, generation) => {
      for (const map of dataOf(JourneyPublished, events)) await recordJourney(map, tx, generation);
    },
  },
  {
    contracts: tellers.map(({ contract }) => contract),
    take: (events, tx, generation) => {
      const observations = events.flatMap(({ type, data }) => tellerOf.get(type)?.recordOf(data) ?? []);
      return recordComplaints(observations, tx, generation);
    },
  },
];

export const analyticsSubscriptions: readonly Subscription[] = projections.map(({ contracts, take }) =>
  onBatch(contracts, async (events, tx) => {
    for (const generation of await liveGenerations(tx)) await take(events, tx, generation);
  }),
);

const dataOf = <C extends EventContract>(_contract: C, events: readonly ReceivedEvent[]): readonly EventData<C>[] =>
  events.map(({ data }) => data as EventData<C>);

function teller<C extends OnComplaint>(contract: C, markOf: (data: EventData<C>) => Mark): Teller {
  return {
    contract,
    recordOf: (data) => observed((data as C['sample']).complaint, markOf(data as EventData<C>)),
  };
}
