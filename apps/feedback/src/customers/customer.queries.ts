import type { Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import { CustomerTable } from './customer.table.ts';
import type { Customer } from './customer.ts';

/** Throws NotFound. */
export async function findCustomer(database: Reader, externalId: string): Promise<Customer> {
  const customer = await database.getRepository(CustomerTable).findOneBy({ externalId });
  if (!customer) throw new NotFound('customer', externalId);
  return customer;
}
