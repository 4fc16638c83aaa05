import { isExternalId } from '@harken/contracts';
import { Invalid } from '@harken/errors';

/** What comes in names customers by the id of the CRM, never as `id:<uuid>`. Throws Invalid. */
export function assertExternalId(customer: string | null | undefined, pointer: string): void {
  if (customer == null || isExternalId(customer)) return;
  const detail = 'must be the id of the CRM: id:<uuid> is for addresses and filters';
  throw new Invalid('request.invalid', `The customer ${detail}.`, [{ pointer, code: 'not-allowed', detail }]);
}
