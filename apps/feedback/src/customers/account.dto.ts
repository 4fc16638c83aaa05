import { ChosenIdParam, Integer, Text } from '@harken/service';
import { OptionalName } from '../requests/body-fields.dto.ts';

/** The organisation in the address. */
export const AccountId = () => ChosenIdParam('externalId', 'The id the CRM knows the organisation by.', 'acme');

/** The body of PUT /v1/accounts/{externalId}. */
export class AccountBody {
  @OptionalName('What it is called.', 'Acme Trading') name?: string | null;
}

export class AccountDto {
  @Text({ description: 'The id the CRM knows it by.', example: 'acme' }) externalId!: string;
  @Text({ description: 'What it is called; null: only customers name it.', example: 'Acme Trading', nullable: true })
  name!: string | null;
  @Integer({ description: 'How many customers belong to it: `GET /v1/customers?account=` lists them.', example: 3 })
  customers!: number;
}
