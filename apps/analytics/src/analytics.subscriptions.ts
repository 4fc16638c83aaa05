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
  ComplaintAnswerPassedOn,
  ComplaintAnswerSent,
  ComplaintAssigned,
  ComplaintClockBreached,
  ComplaintClockMet,
  ComplaintClockWarned,
  ComplaintClosed,
  ComplaintCustomerChanged,
  ComplaintDuplicateUndone,
  ComplaintEscalated,
  ComplaintEscalationHandled,
  ComplaintFeedbackCorrected,
  ComplaintHandlingRated,
  ComplaintImported,
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
  CustomerChanged,
  type EventContract,
  type EventData,
  FeedbackReceived,
  FeedbackRetracted,
  FeedbackSuperseded,
  InteractionRecorded,
  JourneyPublished,
  ThemesAssigned,
  TouchpointAlertFired,
  TouchpointAlertResolved,
} from '@harken/contracts';
import { onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import { type ComplaintRecord, type FactPatch, toComplaintRecord } from './complaints/facts/complaint-record.ts';
import {
  acknowledged,
  answered,
  breached,
  compensationPaid,
  escalated,
  factsOnly,
  handlingRated,
  imported,
  met,
  resolved,
} from './complaints/facts/fact-patches.ts';
import { recordComplaints } from './complaints/facts/record-complaints.use-case.ts';
import { recordFactorAnswers } from './experience/factors/record-factor-answers.use-case.ts';
import { liveGenerations } from './generations/generations.queries.ts';
import { recordJourney } from './journeys/record-journey.use-case.ts';
import type { Projection } from './rebuild/rebuild.use-case.ts';
import { recordScores } from './scores/record-scores.use-case.ts';
import { followFeedback, recordThemes } from './themes/record-themes.use-case.ts';
import {
  recordBreaches,
  recordCustomerComplaints,
  recordCustomerFeedback,
  recordInteractions,
  recordProfiles,
} from './values/facts/record-customers.use-case.ts';
import { markCustomers } from './values/standing/mark-customers.use-case.ts';

type ComplaintEventContract = EventContract & {
  readonly sample: { readonly complaint: Parameters<typeof toComplaintRecord>[0] };
};

/** Turns an event of a complaint into the records that it alone supports. */
interface Projector {
  readonly contract: EventContract;
  recordsOf(data: unknown): ComplaintRecord[];
}

const projectors: readonly Projector[] = [
  projector(ComplaintOpened, factsOnly),
  projector(ComplaintImported, imported),
  projector(ComplaintAcknowledged, acknowledged),
  projector(ComplaintAssigned, factsOnly),
  projector(ComplaintStatusChanged, factsOnly),
  projector(ComplaintSeverityChanged, factsOnly),
  projector(ComplaintAnswered, answered),
  projector(ComplaintResolved, resolved),
  projector(ComplaintClosed, factsOnly),
  projector(ComplaintRejected, answered),
  projector(ComplaintWithdrawn, factsOnly),
  projector(ComplaintMarkedDuplicate, factsOnly),
  projector(ComplaintDuplicateUndone, factsOnly),
  projector(ComplaintAnswerPassedOn, factsOnly),
  projector(ComplaintAnswerSent, factsOnly),
  projector(ComplaintReopened, factsOnly),
  projector(ComplaintMessageReceived, factsOnly),
  projector(ComplaintMessageSent, factsOnly),
  projector(ComplaintClockWarned, factsOnly),
  projector(ComplaintClockBreached, breached),
  projector(ComplaintClockMet, met),
  projector(ComplaintEscalated, escalated),
  projector(ComplaintPauseReminded, factsOnly),
  projector(ComplaintPauseExpired, factsOnly),
  projector(ComplaintEscalationHandled, factsOnly),
  projector(CompensationProposed, factsOnly),
  projector(CompensationApproved, factsOnly),
  projector(CompensationDeclined, factsOnly),
  projector(CompensationCancelled, factsOnly),
  projector(CompensationExpired, factsOnly),
  projector(CompensationFulfilled, compensationPaid),
  projector(CompensationFulfilmentFailed, factsOnly),
  projector(CompensationOverdue, factsOnly),
  projector(ComplaintCustomerChanged, factsOnly),
  projector(ComplaintFeedbackCorrected, factsOnly),
  projector(ComplaintHandlingRated, handlingRated),
];
const projectorByType = new Map(projectors.map((one) => [one.contract.type, one]));

/** Events of complaints that say whose it is, or that the customer wrote. */
const tellOfCustomer: ReadonlySet<string> = new Set(
  [ComplaintOpened, ComplaintImported, ComplaintMessageReceived].map(({ type }) => type),
);

const feedbackContracts = [FeedbackReceived, FeedbackSuperseded, FeedbackRetracted] as const;

/** Every incoming event and the use case that projects it into one generation of the facts. */
export const projections: readonly Projection[] = [
  {
    contracts: feedbackContracts,
    project: async (events, tx, generation) => {
      const feedback = events.map(({ data }) => data as EventData<(typeof feedbackContracts)[number]>);
      await recordScores(feedback, tx, generation);
      await recordFactorAnswers(feedback, tx, generation);
      await recordCustomerFeedback(feedback, tx, generation);
      await followFeedback([...new Set(feedback.map(({ feedbackId }) => feedbackId))], tx, generation);
    },
  },
  {
    contracts: [ThemesAssigned],
    project: (events, tx, generation) => recordThemes(dataOf(ThemesAssigned, events), tx, generation),
  },
  {
    contracts: [InteractionRecorded],
    project: (events, tx, generation) =>
      recordInteractions(events as ReceivedEvent<EventData<typeof InteractionRecorded>>[], tx, generation),
  },
  {
    contracts: [CustomerChanged],
    project: (events, tx, generation) =>
      recordProfiles(events as ReceivedEvent<EventData<typeof CustomerChanged>>[], tx, generation),
  },
  { contracts: [TouchpointAlertFired, TouchpointAlertResolved], project: recordBreaches },
  {
    contracts: [JourneyPublished],
    project: async (events, tx, generation) => {
      for (const map of dataOf(JourneyPublished, events)) await recordJourney(map, tx, generation);
    },
  },
  {
    contracts: projectors.map(({ contract }) => contract),
    project: async (events, tx, generation) => {
      const observations = events.flatMap(({ type, data }) => projectorByType.get(type)?.recordsOf(data) ?? []);
      await recordComplaints(observations, tx, generation);
      await recordCustomerComplaints(
        events.filter(({ type }) => tellOfCustomer.has(type)),
        tx,
        generation,
      );
    },
  },
];

export const analyticsSubscriptions: readonly Subscription[] = projections.map(({ contracts, project }) =>
  onBatch(contracts, async (events, tx) => {
    for (const generation of await liveGenerations(tx)) await project(events, tx, generation);
    await markCustomers(events, tx);
  }),
);

const dataOf = <C extends EventContract>(_contract: C, events: readonly ReceivedEvent[]): readonly EventData<C>[] =>
  events.map(({ data }) => data as EventData<C>);

function projector<C extends ComplaintEventContract>(
  contract: C,
  patchOf: (data: EventData<C>) => FactPatch | readonly FactPatch[],
): Projector {
  return {
    contract,
    recordsOf: (data) =>
      [patchOf(data as EventData<C>)].flat().map((patch) => toComplaintRecord((data as C['sample']).complaint, patch)),
  };
}
