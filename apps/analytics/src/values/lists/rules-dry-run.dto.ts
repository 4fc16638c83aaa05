import { type CustomerList, customerLists } from '@harken/contracts';
import { Integer, id, ListOf, Nested, OneOf } from '@harken/service';

const Ids = (description: string) => ListOf(id(), { description, example: ['01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e'] });

export class DryRunExamplesDto {
  @Ids('Some who would enter, by our id.') entering!: string[];
  @Ids('Some who would leave.') leaving!: string[];
}

export class DryRunListDto {
  @OneOf(customerLists, { description: 'The list.', example: 'intervention' }) list!: CustomerList;
  @Integer({ description: 'How many are on it now.', example: 12 }) now!: number;
  @Integer({ description: 'How many would be.', example: 15 }) after!: number;
  @Integer({ description: 'How many would enter.', example: 4 }) entering!: number;
  @Integer({ description: 'How many would leave.', example: 1 }) leaving!: number;
  @Nested(() => DryRunExamplesDto, { description: 'Some of them.' }) examples!: DryRunExamplesDto;
}

export class RulesDryRunDto {
  @Integer({ description: 'How many customers were checked.', example: 480 }) customers!: number;
  @Integer({ description: 'Of how many: a sample, where there are more than 5,000.', example: 480 })
  ofCustomers!: number;
  @ListOf(() => DryRunListDto, { description: 'What would change on each list.' }) lists!: DryRunListDto[];
}
