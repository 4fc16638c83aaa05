import { Stale } from '@harken/errors';
import { defineDocument, handlerAndUp } from '@harken/service';
import { CustomerListRulesBody, CustomerListRulesDto } from './customer-list-rules.dto.ts';
import { assertValidRules, type CustomerListRules, customerListDefaults } from './customer-list-rules.ts';

/** Who may say what puts a customer on a list. */
export const listAdmins = ['manager', 'analyst', 'ops'] as const;

/** What puts a customer on a list. After a publication all customers are checked anew (`values/standing`). */
export const customerListRules = defineDocument<CustomerListRules>({
  name: 'customer list rules',
  table: 'customer_list_rules',
  path: 'v1/customer-list-rules',
  tag: 'Customer lists',
  roles: { publish: listAdmins, read: ['crm', 'call_centre', ...handlerAndUp] },
  body: CustomerListRulesBody,
  answer: CustomerListRulesDto,
  defaults: customerListDefaults,
  unpublished: () => customerListDefaults,
  check: assertValidRules,
  stale: (version) =>
    new Stale('customer-list-rules.stale', `The rules have moved on to version ${version}.`, { version }),
  texts: {
    publish: [
      'Publish the rules of the customer lists',
      'The whole of them; what is not said is as by default. All customers are checked by them within minutes.',
    ],
    read: ['Read the rules of the customer lists', 'Those in force.'],
    answer: 'The rules.',
  },
});
