import { type CustomerList, customerLists, type Severity, severities } from '@harken/contracts';
import { Flag, Id, Integer, id, ListOf, Nested, Num, OneOf, Text, Timestamp } from '@harken/service';
import { CustomerExperienceDto, CustomerValueDto, ListedCustomerDto, ListReasonDto } from './customer-lists.dto.ts';

const at = '2026-03-02T10:15:02.000Z';
const NullableTime = (description: string) => Timestamp({ description, example: at, nullable: true });
const Nullable = (description: string, example: string | null) => Text({ description, example, nullable: true });

export class SummaryListDto {
  @OneOf(customerLists, { description: 'The list.', example: 'intervention' }) list!: CustomerList;
  @Id({ description: 'The entry.', example: '01926f3a-7c1e-7b54-9d0e-000000000021' }) entry!: string;
  @Timestamp({ description: 'Since when.', example: at }) since!: Date;
  @ListOf(() => ListReasonDto, { description: 'Why.' }) reasons!: ListReasonDto[];
}

export class SummaryAmountDto {
  @Text({ description: 'The currency.', example: 'HKD' }) currency!: string;
  @Integer({ description: 'The sum, in the smallest unit.', example: 1_250_000 }) minor!: number;
  @Integer({ description: 'How many interactions with an amount.', example: 3 }) orders!: number;
}

export class SummaryInteractionsDto {
  @Integer({ description: 'How many.', example: 12 }) count!: number;
  @NullableTime('The last one; null without any.') lastAt!: Date | null;
  @ListOf(() => SummaryAmountDto, { description: 'What they were worth, per currency.' }) amounts!: SummaryAmountDto[];
}

export class SummaryFeedbackDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) id!: string;
  @Timestamp({ description: 'When.', example: at }) occurredAt!: Date;
  @Nullable('Where.', 'handover') touchpoint!: string | null;
  @Num({ description: 'Mean of its answers, each brought to 0 to 10; null without any.', example: 1.3, nullable: true })
  score!: number | null;
  @Integer({ description: 'Its NPS answer; null without one.', example: 1, nullable: true }) nps!: number | null;
}

export class SummarySaidDto {
  @Integer({ description: 'How many times the customer said something.', example: 4 }) count!: number;
  @ListOf(() => SummaryFeedbackDto, { description: 'The newest five.' }) newest!: SummaryFeedbackDto[];
}

export class SummaryComplaintDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' }) id!: string;
  @Timestamp({ description: 'When it was opened.', example: at }) openedAt!: Date;
  @Text({ description: 'Where it stands.', example: 'investigating' }) status!: string;
  @OneOf(severities, { description: 'How bad it is.', example: 'high' }) severity!: Severity;
  @Nullable('What it is about.', 'defect') category!: string | null;
  @Nullable('Where it happened.', 'handover') touchpoint!: string | null;
}

export class SummaryComplaintsDto {
  @Integer({ description: 'How many.', example: 2 }) count!: number;
  @Integer({ description: 'How many are open.', example: 1 }) open!: number;
  @ListOf(() => SummaryComplaintDto, { description: 'The newest five.' }) newest!: SummaryComplaintDto[];
}

export class CustomerSummaryDto {
  @Nested(() => ListedCustomerDto, { description: 'The customer; the one that was kept, after a merge.' })
  customer!: ListedCustomerDto;
  @ListOf(id(), { description: 'Customers that were merged into this one.', example: [] }) merged!: string[];
  @Nested(() => CustomerValueDto, { description: 'As of the last check.', nullable: true })
  value!: CustomerValueDto | null;
  @Nested(() => CustomerExperienceDto, { description: 'As of the last check.', nullable: true })
  experience!: CustomerExperienceDto | null;
  @Flag({ description: 'Something new came in that is not checked yet.', example: false }) checking!: boolean;
  @ListOf(() => SummaryListDto, { description: 'The lists the customer is on.' }) lists!: SummaryListDto[];
  @Nested(() => SummaryInteractionsDto, { description: 'What happened.' }) interactions!: SummaryInteractionsDto;
  @Nested(() => SummarySaidDto, { description: 'What the customer said.' }) feedback!: SummarySaidDto;
  @Nested(() => SummaryComplaintsDto, { description: 'What the customer complained of.' })
  complaints!: SummaryComplaintsDto;
}
