import { Invalid } from '@harken/errors';
import type { AlertFilter } from '../alerts/alert-filter.ts';

/** A filter as it came in, checked by its schema. Throws Invalid for what is promised but not there yet. */
export function readFilter(wish: object = {}): AlertFilter {
  if (!('expression' in wish)) return wish;
  throw new Invalid('subscription.expression-not-built', 'Filter expressions are not built yet; use the lists.', [
    { pointer: '/filter/expression', code: 'not-built', detail: 'is not built yet' },
  ]);
}
