import type { EventContract } from './event-contract.ts';
import * as events from './events.ts';

export { type CustomerList, customerLists } from './analytics/customer-list-changed.v1.ts';
export {
  CompensationFacts,
  type CompensationKind,
  type CompensationStatus,
  compensationKinds,
  compensationStatuses,
} from './complaints/compensation-facts.ts';
export {
  type ClockName,
  ComplaintFacts,
  type ComplaintStatus,
  clockNames,
  complaintStatuses,
  type Outcome,
  outcomes,
} from './complaints/complaint-facts.ts';
export { customerMessage, type MessagePurpose, messageParameters, messagePurposes } from './customer-message.ts';
export { type CustomerReference, isExternalId, readCustomerReference } from './customer-reference.ts';
export {
  defineEvent,
  type EventContract,
  type EventData,
  happened,
  type NewEvent,
  withoutVersion,
} from './event-contract.ts';
export { eventDeadLettered } from './event-dead-lettered.ts';
export * from './events.ts';
export {
  Answers,
  type Kind,
  kinds,
  type Method,
  methods,
  type Pattern,
  patterns,
  type Verdict,
  type Voice,
  verdicts,
  voices,
} from './feedback/feedback-facts.ts';
export { phases } from './feedback/interaction-recorded.v1.ts';
export { InvitationFacts } from './feedback/invitation-facts.ts';
export { type Identity, nameOf } from './identity.ts';
export { CustomerFacts, type Severity, sampleCustomer, severities } from './shapes.ts';
export { type ServiceName, services, type Topic, type TopicName, topics } from './topics.ts';
export { AlertFacts } from './touchpoints/alert-facts.ts';

/** All event contracts. */
export const contracts: readonly EventContract[] = Object.values(events);
export { hasVisibleCharacter, isChosenId, textRules } from './text-rules.ts';
export { isRequestTime, isTimestamp, requestTimeRule } from './timestamp.ts';
