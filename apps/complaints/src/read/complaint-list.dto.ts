import { complaintStatuses, severities } from '@harken/contracts';
import {
  ByteOrderMark,
  Filter,
  Flag,
  Id,
  integer,
  Moment,
  momentIn,
  OneOf,
  oneOf,
  PageQuery,
  Text,
  TimeZone,
  text,
  Zone,
} from '@harken/service';
import { IntersectionType } from '@nestjs/swagger';

export const orders = ['opened', 'due', 'severity'] as const;
export type Order = (typeof orders)[number];

const parameter = { optional: true, query: true };

export const anyNameOf = (what: string, example: string): PropertyDecorator =>
  Filter(text({ max: 200 }), { description: `${what}.`, example });

export const anyOf = (what: string, values: readonly string[], example: string): PropertyDecorator =>
  Filter(oneOf(values), { description: `${what}.`, example });

export const timeParameter = (description: string, example: string): PropertyDecorator =>
  Moment({ description: `${description} A time with its offset, or a date of the time zone.`, example, ...parameter });

/** The filters of lists and exports. Every given filter must hold. */
export class ComplaintFilterQuery {
  @Text({
    description:
      'What to look for in the complaint, its answers and messages, and its number: words of English in any form, "words that stand together", kitch*, -without, and any part of a text in Chinese, Japanese, Korean or Thai. Accents, ß, full and half width make no difference. All of it must be in one text.',
    example: '"did not fit" keys -garage',
    optional: true,
    max: 200,
  })
  q?: string;
  @anyOf('Its status', complaintStatuses, 'received') status?: string[];
  @anyOf('How bad it is', severities, 'critical') severity?: string[];
  @anyNameOf('The team that has it', 'after-sales') team?: string[];
  @anyNameOf('The person who has it', 'anna') assignee?: string[];
  @anyNameOf("The customer's external id, or our id as `id:<uuid>`", 'crm-10042') customer?: string[];
  @anyNameOf('What it is about', 'defect') category?: string[];
  @anyNameOf('The product it is about', 'kitchen') product?: string[];
  @anyNameOf('The location it is about', 'tower-2') location?: string[];
  @anyNameOf('Why it went wrong', 'supplier-part') cause?: string[];
  @anyNameOf('Where it happened', 'handover') touchpoint?: string[];
  @anyNameOf('How it came in', 'phone') channel?: string[];
  @anyNameOf("The customer's tier when it was opened", 'gold') tier?: string[];
  @anyNameOf('The language of the text; `zh` takes `zh-Hant`', 'th') language?: string[];
  @anyNameOf("Why it is management's business", 'safety') flag?: string[];
  @anyNameOf('Its number for people', 'C-2026-000042') number?: string[];
  @Id({
    description: 'The complaint they are duplicates of.',
    example: '01926f3a-7c1e-7b54-9d0e-000000000003',
    optional: true,
  })
  duplicateOf?: string;
  @Filter(integer({ min: 1, max: 9 }), {
    description: 'Before which levels of management it stands.',
    example: 2,
    max: 9,
  })
  level?: number[];
  @Flag({ description: 'Whether nobody has it.', example: true, ...parameter }) unassigned?: boolean;
  @Flag({ description: 'Whether a running clock has run out.', example: true, ...parameter }) overdue?: boolean;
  @Flag({ description: 'Whether it stands before management.', example: true, ...parameter }) escalated?: boolean;
  @timeParameter('Whether a running clock runs out before this time.', '2026-03-03T00:00:00.000Z') dueBefore?: string;
  @timeParameter('Opened at or after.', '2026-03-01T00:00:00.000Z') from?: string;
  @timeParameter('Opened before.', '2026-04-01T00:00:00.000Z') to?: string;
  @Zone({
    description: "The time zone of dates, of the IANA; the company's without it.",
    example: 'Asia/Bangkok',
    optional: true,
  })
  timezone?: string;
}

/** The filters of an export. */
export class ComplaintExportQuery extends ComplaintFilterQuery {
  @ByteOrderMark() bom?: boolean;
}

/** The filter with its dates as times: a date begins in the time zone asked for, or in that of the company. */
export function withTimes<F extends Pick<ComplaintFilterQuery, 'from' | 'to' | 'dueBefore' | 'timezone'>>(
  { timezone, ...filter }: F,
  companyZone: TimeZone,
): Omit<F, 'timezone'> {
  const zone = timezone === undefined ? companyZone : TimeZone.named(timezone);
  const times: { from?: string; to?: string; dueBefore?: string } = {};
  for (const name of ['from', 'to', 'dueBefore'] as const) {
    const given = filter[name];
    if (given !== undefined) times[name] = momentIn(zone, given).toISOString();
  }
  return { ...filter, ...times };
}

export class ComplaintListQuery extends IntersectionType(PageQuery, ComplaintFilterQuery) {
  @OneOf(orders, {
    description:
      'opened: the newest first. due: the next deadline first, only what has a running clock. severity: the most severe first, the newest first among equals.',
    default: 'opened',
    example: 'due',
    optional: true,
  })
  sort: Order = 'opened';
  @ByteOrderMark() bom?: boolean;
}

const at = '2026-03-02T10:15:02.000Z';

/** A row of a list as a table, in the order of its columns. */
export const exampleListItem = {
  id: '01926f3a-7c1e-7b54-9d0e-000000000003',
  number: 'C-2026-000042',
  version: 3,
  cycle: 1,
  status: 'assigned',
  severity: 'high',
  customer: 'crm-10042',
  customerId: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
  touchpoint: 'handover',
  channel: 'phone',
  category: 'defect',
  product: 'kitchen',
  location: 'tower-2',
  language: 'en',
  team: 'after-sales',
  assignee: 'anna',
  flags: ['safety'],
  openedAt: at,
  overdue: false,
  dueAt: '2026-03-02T14:15:02.000Z',
  escalationLevel: null,
};

export const exampleExport = {
  ...exampleListItem,
  occurredAt: at,
  outcome: null,
  text: 'The keys did not fit and nobody called back.',
};
