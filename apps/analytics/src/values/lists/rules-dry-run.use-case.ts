import { type CustomerList, customerLists } from '@harken/contracts';
import { databaseTime, sql, type Tx } from '@harken/database';
import { customerListRules } from '../rules/customer-list-rules.document.ts';
import { assertValidRules, type CustomerListRules } from '../rules/customer-list-rules.ts';
import { standingOf } from '../standing/customer-standing.ts';
import { knownCustomers } from '../standing/known-customers.queries.ts';
import { quintileCutsStore } from '../standing/quintile-cuts.store.ts';
import type { RulesDryRunDto } from './rules-dry-run.dto.ts';

const maxCustomers = 5_000;
const customersPerRead = 500;
const maxExamples = 10;

// Spread over all customers in an order that has nothing to do with their lists.
const selectSample = sql<{ id: string; total: string }>(`
  SELECT customer_id AS id, count(*) OVER () AS total FROM customer_standings ORDER BY md5(customer_id::text) LIMIT $1`);
const selectNow = sql<{ list: CustomerList; customerId: string }>(`
  SELECT list, customer_id AS "customerId" FROM customer_list_entries
   WHERE left_at IS NULL AND customer_id = ANY ($1::uuid[])`);

/** Who would enter and leave the lists by these rules: of all customers, or of a sample where there are many. */
export async function dryRunRules(body: Partial<CustomerListRules>, tx: Tx): Promise<RulesDryRunDto> {
  const rules = customerListRules.whole(body);
  assertValidRules(rules);
  const sample = await selectSample.query(tx, [maxCustomers]);
  const { cuts } = await quintileCutsStore.current(tx);
  const now = await databaseTime(tx);
  const changes = new Map(
    customerLists.map((list) => [list, { now: 0, after: 0, enter: [] as string[], leave: [] as string[] }]),
  );
  for (let i = 0; i < sample.length; i += customersPerRead) {
    const ids = sample.slice(i, i + customersPerRead).map(({ id }) => id);
    const listed = await selectNow.query(tx, [ids]);
    const isOn = new Set(listed.map(({ list, customerId }) => `${list} ${customerId}`));
    for (const customer of await knownCustomers(tx, ids, rules)) {
      const { lists } = standingOf(customer, rules, cuts, now);
      for (const [list, change] of changes) {
        const [before, after] = [isOn.has(`${list} ${customer.customerId}`), list in lists];
        if (before) change.now++;
        if (after) change.after++;
        if (after && !before) change.enter.push(customer.customerId);
        if (before && !after) change.leave.push(customer.customerId);
      }
    }
  }
  return {
    customers: sample.length,
    ofCustomers: Number(sample[0]?.total ?? 0),
    lists: [...changes].map(([list, { enter, leave, ...counts }]) => ({
      list,
      ...counts,
      entering: enter.length,
      leaving: leave.length,
      examples: { entering: enter.slice(0, maxExamples), leaving: leave.slice(0, maxExamples) },
    })),
  };
}
