import type {
  CompensationFacts,
  ComplaintImportFinished,
  CustomerListChanged,
  EventData,
  PraiseReceived,
} from '@harken/contracts';
import type { Static } from 'typebox';

export type AlertData = Readonly<Record<string, unknown>>;

const words = (code: unknown): string => String(code).replaceAll('_', ' ');

const complaintSentences: Readonly<Record<string, (facts: AlertData) => string>> = {
  'complaint-opened': () => 'was opened',
  'complaint-acknowledged': () => 'was acknowledged',
  'complaint-assigned': () => 'was assigned',
  'complaint-status-changed': ({ to }) => `is now ${words(to)}`,
  'complaint-severity-changed': ({ from, to }) => `went from severity ${words(from)} to ${words(to)}`,
  'complaint-answered': ({ outcome }) => `was answered (${words(outcome)})`,
  'complaint-message-received': ({ afterEnd, duplicate }) =>
    `has a message from the customer${duplicate ? ' of a duplicate' : ''}${afterEnd ? ', after its end' : ''}`,
  'complaint-message-sent': ({ duplicate }) => `has a message to the customer${duplicate ? ' of a duplicate' : ''}`,
  'complaint-resolved': () => 'was resolved',
  'complaint-closed': () => 'was closed',
  'complaint-rejected': () => 'was rejected with an answer',
  'complaint-withdrawn': () => 'was withdrawn by the customer',
  'complaint-marked-duplicate': () => 'was marked as a duplicate',
  'complaint-duplicate-undone': () => 'is no duplicate any more: it is open again',
  'complaint-answer-passed-on': () => 'has the answer of its original, which is to be sent',
  'complaint-answer-sent': () => 'had its standard text sent',
  'complaint-reopened': () => 'was reopened',
  'complaint-clock-warned': ({ clock, dueAt }) => `is close to its ${words(clock)} deadline at ${dueAt}`,
  'complaint-clock-breached': ({ clock, dueAt }) => `missed its ${words(clock)} deadline of ${dueAt}`,
  'complaint-clock-met': ({ clock, late }) => `met its ${words(clock)} clock${late ? ' late' : ''}`,
  'complaint-pause-reminded': ({ clock, runsAgainAt }) =>
    `still waits for the customer: ${words(clock)} runs again at ${runsAgainAt}`,
  'complaint-pause-expired': ({ clock, dueAt }) =>
    `waited for the customer long enough: ${words(clock)} runs again, due at ${dueAt}`,
  'complaint-escalated': ({ level, reason }) =>
    level === null ? 'was escalated to another team' : `was escalated to level ${level} (${words(reason)})`,
  'complaint-escalated-to-nobody': ({ level, reason }) =>
    `was escalated to level ${level} (${words(reason)}), where nobody stands`,
  'complaint-escalation-handled': ({ level, action }) => `had its level ${level} escalation handled (${words(action)})`,
  'complaint-customer-changed': ({ reason }) =>
    reason === 'merged' ? 'belongs to another customer now: two were merged' : 'belongs to its own customer again',
  'complaint-feedback-corrected': ({ correction }) => `had its feedback ${words(correction)}: read it again`,
  'complaint-customer-message-failed': ({ purpose, reason }) =>
    `has a message (${words(purpose)}) that did not reach the customer: ${words(reason)}`,
  'complaint-handling-rated': () => 'had its handling rated by the customer',
  'compensation-proposed': (facts) => `has a proposal: ${compensationText(facts)}`,
  'compensation-approved': (facts) => `had its compensation approved: ${compensationText(facts)}`,
  'compensation-declined': (facts) => `had its compensation declined: ${compensationText(facts)}`,
  'compensation-cancelled': (facts) => `had its compensation cancelled: ${compensationText(facts)}`,
  'compensation-expired': (facts) => `has a proposal that nobody decided on in time: ${compensationText(facts)}`,
  'compensation-fulfilled': (facts) => `had its compensation fulfilled: ${compensationText(facts)}`,
  'compensation-fulfilment-failed': (facts) =>
    `had a compensation that could not be carried out: ${compensationText(facts)}`,
  'compensation-overdue': (facts) => `waits for its compensation since ${facts.dueAt}: ${compensationText(facts)}`,
};

function compensationText({ compensation }: AlertData): string {
  const { kind, amount } = compensation as Static<typeof CompensationFacts>;
  return amount ? `${words(kind)} of ${amount.minor} ${amount.currency} (minor units)` : words(kind);
}

/** One English sentence for logs and screens; nothing in it identifies a person. */
export function complaintSummary(type: string, number: string, facts: AlertData): string {
  const name = type.slice(type.lastIndexOf('.') + 1);
  const sentence =
    complaintSentences[name]?.(facts) ?? `changed: ${name.replace('complaint-', '').replaceAll('-', ' ')}`;
  return `Complaint ${number} ${sentence}.`;
}

export function touchpointSummary(
  type: string,
  alert: { readonly touchpoint: string; readonly monitorId: string; readonly metric: string | null },
): string {
  const verb = type.slice(type.lastIndexOf('-') + 1);
  const metric = alert.metric ? ` on ${words(alert.metric)}` : '';
  return `Alert of monitor ${alert.monitorId}${metric} at touchpoint ${alert.touchpoint}: ${verb}.`;
}

export const praiseSummary = ({ touchpoint }: EventData<typeof PraiseReceived>): string =>
  `A customer praised somebody who works here${touchpoint ? ` at touchpoint ${touchpoint}` : ''}.`;

export const customerListSummary = ({ list, change }: EventData<typeof CustomerListChanged>): string =>
  `A customer ${change} the list ${list}.`;

export function importSummary({
  importId,
  complaints,
  open,
  overdue,
}: EventData<typeof ComplaintImportFinished>): string {
  return `Import ${importId} is finished: ${complaints} complaints, of which ${open} are open and ${overdue.total} are overdue.`;
}
