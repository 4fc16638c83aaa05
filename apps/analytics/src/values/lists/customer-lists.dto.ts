import { type CustomerList, customerLists } from '@harken/contracts';
import {
  ByteOrderMark,
  Flag,
  Id,
  Integer,
  id,
  ListOf,
  Nested,
  Num,
  OnBehalfOf,
  OneOf,
  PageQuery,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { DimensionFilter, IntervalDto } from '../../figures/figures.dto.ts';

const at = '2026-03-02T10:15:02.000Z';
const Nullable = (description: string, example: string | null) => Text({ description, example, nullable: true });
const Quintile = () => Integer({ description: 'Its quintile among all customers, 1 to 5.', example: 4 });

export class CustomerListsQuery extends PageQuery {
  @DimensionFilter('owner-occupier', 'segment of the customer') segment?: string[];
  @DimensionFilter('gold', 'value tier of the customer') tier?: string[];
  @DimensionFilter('run-in', 'stage of the customer') customerStage?: string[];
  @Flag({
    description: 'Only those who were contacted, or who were not.',
    example: false,
    optional: true,
    query: true,
  })
  contacted?: boolean;
  @ByteOrderMark() bom?: boolean;
}

export class ListedCustomerDto {
  @Id({ description: 'Our id of the customer.', example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e' }) id!: string;
  @Text({ description: 'The id the CRM knows the customer by.', example: 'crm-10042' }) externalId!: string;
  @ListOf(text(), { description: 'Segments.', example: ['owner-occupier'] }) segments!: string[];
  @Nullable('Value tier.', 'gold') tier!: string | null;
  @Nullable('Stage of the customer.', 'run-in') stage!: string | null;
}

class RecencyDto {
  @Timestamp({ description: 'The last interaction.', example: at }) lastAt!: string;
  @Quintile() quintile!: number;
}

class FrequencyDto {
  @Integer({ description: 'How many interactions.', example: 12 }) count!: number;
  @Quintile() quintile!: number;
}

class ValueAmountDto {
  @Integer({ description: 'The sum, in the smallest unit.', example: 1_250_000 }) minor!: number;
  @Text({ description: 'Its currency.', example: 'HKD' }) currency!: string;
  @Integer({ description: 'Its quintile among the customers of this currency, 1 to 5.', example: 5 }) quintile!: number;
}

export class CustomerValueDto {
  @Num({ description: 'Mean of the quintiles, 1 to 5.', example: 4.33 }) score!: number;
  @Nested(() => RecencyDto, { description: 'How long ago.' }) recency!: RecencyDto;
  @Nested(() => FrequencyDto, { description: 'How often.' }) frequency!: FrequencyDto;
  @Nested(() => ValueAmountDto, {
    description: 'How much; of several currencies the one with the highest quintile; null without an amount.',
    nullable: true,
  })
  amount!: ValueAmountDto | null;
}

export class CustomerExperienceDto {
  @Num({ description: 'Mean of what the customer said, the newest counting most, 0 to 10.', example: 2.4 })
  mean!: number;
  @Num({ description: 'Where it lies with 95 %, at least.', example: 0.6 }) low!: number;
  @Num({ description: 'At most.', example: 4.2 }) high!: number;
  @Integer({ description: 'How many times the customer said something.', example: 4 }) n!: number;
}

export class ListReasonDto {
  @Text({ description: 'Why.', example: 'bad-experience' }) code!: string;
  @ListOf(id(), {
    description: 'Feedback, interactions, complaints or alerts that show it.',
    example: ['01926f3a-7c1e-7b54-9d0e-000000000002'],
  })
  evidence!: string[];
}

export class ContactDto {
  @Timestamp({ description: 'When the customer was contacted last.', example: at }) at!: Date;
  @Text({ description: 'By whom.', example: 'anna' }) by!: string;
  @Text({ description: 'What came of it.', example: 'reached' }) outcome!: string;
  @Nullable('A note.', null) note!: string | null;
}

export class CustomerListEntryDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000021' }) id!: string;
  @OneOf(customerLists, { description: 'The list.', example: 'intervention' }) list!: CustomerList;
  @Nested(() => ListedCustomerDto, { description: 'The customer.' }) customer!: ListedCustomerDto;
  @Timestamp({ description: 'Since when.', example: at }) since!: Date;
  @Timestamp({ description: 'Until when; null while the customer is on it.', example: null, nullable: true })
  leftAt!: Date | null;
  @Nested(() => CustomerValueDto, {
    description: 'Recency, frequency and amount; null while fewer than five customers have any.',
    nullable: true,
  })
  value!: CustomerValueDto | null;
  @Nested(() => CustomerExperienceDto, { description: 'What the customer said; null if nothing.', nullable: true })
  experience!: CustomerExperienceDto | null;
  @ListOf(() => ListReasonDto, { description: 'Why the customer is on it.' }) reasons!: ListReasonDto[];
  @Nested(() => ContactDto, { description: 'The last contact; null if there was none.', nullable: true })
  contacted!: ContactDto | null;
}

export class ContactedBody {
  @Text({ description: 'What came of it, in a word of yours.', example: 'reached', max: 100 }) outcome!: string;
  @Text({ description: 'A note.', example: 'Will be visited on Friday.', optional: true, min: 0, max: 2_000 })
  note?: string;
  @OnBehalfOf() onBehalfOf?: string;
}

export class ListResultsQuery {
  @Text({
    description: 'Entries since this time: RFC 3339, or a date.',
    example: '2026-01-01',
    optional: true,
    max: 40,
  })
  from?: string;
  @Text({ description: 'Entries before this time.', example: '2026-04-01', optional: true, max: 40 }) to?: string;
}

export class StayedDto {
  @Integer({ description: 'How many of whom it is known.', example: 40 }) n!: number;
  @Integer({ description: 'How many of them have stayed.', example: 29 }) stayed!: number;
  @Num({ description: 'Their share; null without any.', example: 0.725, nullable: true }) rate!: number | null;
  @Nested(() => IntervalDto, { description: 'Where it lies.', nullable: true }) interval!: IntervalDto | null;
  @Integer({ description: 'Of how many it is not known yet.', example: 5 }) pending!: number;
}

export class StayedDifferenceDto {
  @Num({ description: 'Share of the contacted less that of the others.', example: 0.12 }) value!: number;
  @Nested(() => IntervalDto, { description: 'Where it lies.' }) interval!: IntervalDto;
}

export class ListResultsDto {
  @OneOf(customerLists, { description: 'The list.', example: 'intervention' }) list!: CustomerList;
  @Integer({ description: 'Who buys within so many days has stayed.', example: 180 }) stayedDays!: number;
  @Nested(() => StayedDto, { description: 'Those who were contacted, from then on.' }) contacted!: StayedDto;
  @Nested(() => StayedDto, { description: 'Those who were not, from their entry on.' }) notContacted!: StayedDto;
  @Nested(() => StayedDifferenceDto, { description: 'Null while either is empty.', nullable: true })
  difference!: StayedDifferenceDto | null;
  @Flag({ description: 'Whether chance chose whom to contact.', example: false }) random!: boolean;
  @Text({
    description: 'What it says.',
    example: 'People chose whom to contact: the difference is not the effect of it.',
  })
  sentence!: string;
}
