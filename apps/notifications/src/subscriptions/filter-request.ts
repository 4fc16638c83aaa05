import { Invalid } from '@harken/errors';
import type { AlertFilter } from '../alerts/alert-filter.ts';

/** The filter as requested, already checked by its schema. Throws Invalid for parts that are not built yet. */
export function parseFilter(request: object = {}): AlertFilter {
  if (!('expression' in request)) return request;
  throw new Invalid('subscription.expression-not-built', 'Filter expressions are not built yet; use the lists.', [
    { pointer: '/filter/expression', code: 'not-built', detail: 'is not built yet' },
  ]);
}
