import {
  type ComplaintOpened,
  type ComplaintStatus,
  ComplaintFacts as complaintFacts,
  type EventData,
  type Identity,
  type Method,
  type Outcome,
  type Severity,
} from '@harken/contracts';
import type { PolicyContext } from '../policies/response-policy/policy-context.ts';
import type { Escalation } from './escalation.ts';
import type { SlaClock } from './sla-clock.ts';

export type ComplaintFacts = EventData<typeof ComplaintOpened>['complaint'];
export type CustomerFacts = NonNullable<ComplaintFacts['customer']>;

/** What a complaint is about and how it came in: given at the opening, then only passed on. */
export const subjectFields = [
  'touchpoint',
  'channel',
  'method',
  'category',
  'campaign',
  'product',
  'location',
  'language',
] as const;
export type ComplaintSubject = Readonly<Record<(typeof subjectFields)[number], string | null>> & {
  readonly method: Method | null;
};

export const emptySubject = Object.fromEntries(subjectFields.map((field) => [field, null])) as ComplaintSubject;

/** `import`: it was taken over from another system. */
export const origins = ['feedback', 'person', 'import'] as const;
export type Origin = (typeof origins)[number];

/** The row of a complaint. */
export interface ComplaintRow extends ComplaintSubject {
  readonly id: string;
  readonly number: string;
  /** Grows with each event and each change. */
  readonly version: number;
  readonly cycle: number;
  readonly status: ComplaintStatus;
  readonly severity: Severity;
  readonly origin: Origin;
  /** null, like `customer`: nobody knows who it was. */
  readonly customerId: string | null;
  /** The external id. */
  readonly customer: string | null;
  readonly segments: readonly string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly customerLanguage: string | null;
  readonly feedbackId: string | null;
  /** Reasons for immediate escalation: safety, legal, top_tier, third_complaint ... */
  readonly flags: readonly string[];
  readonly team: string;
  readonly assignee: string | null;
  readonly rule: string | null;
  readonly rulesVersion: number | null;
  readonly duplicateOf: string | null;
  /** From the published list; null until it is resolved with one. */
  readonly cause: string | null;
  readonly occurredAt: Date;
  readonly openedAt: Date;
  /** This field and the next two belong to the current cycle. */
  readonly acknowledgedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
}

/** The aggregate that decisions work on. */
export interface Complaint extends ComplaintRow {
  readonly clocks: readonly SlaClock[];
  readonly escalations: readonly Escalation[];
}

export interface ComplaintAnswer {
  readonly id: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly kind: 'answer' | 'rejection' | 'withdrawal' | 'duplicate';
  readonly outcome: Outcome | null;
  readonly reasons: readonly string[];
  readonly channel: string;
  readonly text: string;
  readonly recourse: string | null;
  readonly by: string;
  readonly at: Date;
  /** When it reached the customer; null: a standard text that is still to be sent. */
  readonly sentAt: Date | null;
  readonly sentBy: string | null;
}

export interface ComplaintLink {
  readonly complaintId: string;
  readonly to: string;
  readonly kind: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * The fields that a history entry changed, before or after: of the complaint, of clocks by `<cycle>:<clock>`, of
 * escalations by id.
 */
export interface ChangedFields {
  readonly [field: string]: unknown;
}

export interface HistoryEntry {
  readonly complaintId: string;
  readonly version: number;
  readonly at: Date;
  /** The client, or `system`. */
  readonly actor: string;
  readonly keyId: string | null;
  /** The verified person. */
  readonly person: string | null;
  /** The person that the client said it acts for; never verified. */
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly reason: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** The changed fields before; null at the opening, and if only the version changed. */
  readonly before: ChangedFields | null;
  /** The changed fields after. */
  readonly after: ChangedFields | null;
}

/** Who executes a command, when by database time, under which policies, and the source of new ids. */
export interface CommandContext {
  readonly now: Date;
  readonly actor: Identity;
  readonly onBehalfOf: string | null;
  readonly policyContext: PolicyContext;
  newId(): string;
}

export const system: Identity = { name: 'system', keyId: null, person: null };

/** Flags set after the opening; those set at the opening are the reasons for immediate escalation. */
export const secondReopenFlag = 'second_reopen';
/** The customer of a duplicate wrote; removed when we write back, or answer. */
export const wroteOnDuplicateFlag = 'customer_wrote_on_duplicate';
/** The customer wrote after the end; removed when the complaint is reopened. */
export const wroteAfterEndFlag = 'customer_wrote_after_end';

/** The feedback it came from was corrected, or taken back: whoever handles it should read it again. */
export const correctedFlags = { superseded: 'feedback_superseded', retracted: 'feedback_retracted' } as const;

export const withoutFlag = ({ flags }: Pick<ComplaintRow, 'flags'>, removed: string): Pick<ComplaintRow, 'flags'> => ({
  flags: flags.filter((flag) => flag !== removed),
});

export const customerOf = ({ customerId, customer, ...row }: ComplaintRow): CustomerFacts | null =>
  customerId === null || customer === null
    ? null
    : {
        customerId,
        externalId: customer,
        segments: [...row.segments],
        tier: row.tier,
        stage: row.stage,
        language: row.customerLanguage,
      };

/** The customer's part of a complaint; of an unknown one everything is empty. */
export const customerColumns = (customer: CustomerFacts | null) => ({
  customerId: customer?.customerId ?? null,
  customer: customer?.externalId ?? null,
  customerLanguage: customer?.language ?? null,
  segments: customer?.segments ?? [],
  tier: customer?.tier ?? null,
  stage: customer?.stage ?? null,
});

type DerivedFacts = 'complaintId' | 'customer' | 'openedAt';
type CopiedFacts = Omit<ComplaintFacts, DerivedFacts>;

const derivedFacts: readonly string[] = ['complaintId', 'customer', 'openedAt'] satisfies DerivedFacts[];
const copiedFacts = Object.keys(complaintFacts.properties).filter(
  (name) => !derivedFacts.includes(name),
) as (keyof CopiedFacts)[];

/** The facts that other services may know: what the contract names. */
export const factsOf = (row: ComplaintRow): ComplaintFacts => ({
  ...pick<CopiedFacts, keyof CopiedFacts>(row, copiedFacts),
  complaintId: row.id,
  customer: customerOf(row),
  openedAt: row.openedAt.toISOString(),
});

export function pick<T, F extends keyof T>(source: T, fields: readonly F[]): Pick<T, F> {
  const picked: Partial<T> = {};
  for (const field of fields) picked[field] = source[field];
  return picked as Pick<T, F>;
}
