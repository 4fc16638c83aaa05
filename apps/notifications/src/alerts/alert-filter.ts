import type { Severity } from '@harken/contracts';
import type { AlertFacets } from './alert.ts';

/** Every list that is there must have the alert's value; a list left out lets everything through. */
export interface AlertFilter {
  readonly types?: readonly string[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
  readonly touchpoints?: readonly string[] | undefined;
  readonly teams?: readonly string[] | undefined;
  /** One common segment is enough. */
  readonly segments?: readonly string[] | undefined;
}

const lets = (list: readonly string[] | undefined, value: string | null): boolean =>
  list === undefined || (value !== null && list.includes(value));

export function matches(filter: AlertFilter, alert: AlertFacets): boolean {
  return (
    lets(filter.types, alert.type) &&
    lets(filter.severities, alert.severity) &&
    lets(filter.touchpoints, alert.touchpoint) &&
    lets(filter.teams, alert.team) &&
    (filter.segments === undefined || alert.segments.some((segment) => filter.segments?.includes(segment)))
  );
}
