import type { Severity } from '@harken/contracts';
import type { AlertFacets } from './alert.ts';

/** The alert must match every list given; a missing list matches everything. */
export interface AlertFilter {
  readonly types?: readonly string[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
  readonly touchpoints?: readonly string[] | undefined;
  readonly teams?: readonly string[] | undefined;
  /** One common segment is enough. */
  readonly segments?: readonly string[] | undefined;
}

const allows = (list: readonly string[] | undefined, value: string | null): boolean =>
  list === undefined || (value !== null && list.includes(value));

export function matches(filter: AlertFilter, alert: AlertFacets): boolean {
  return (
    allows(filter.types, alert.type) &&
    allows(filter.severities, alert.severity) &&
    allows(filter.touchpoints, alert.touchpoint) &&
    allows(filter.teams, alert.team) &&
    (filter.segments === undefined || alert.segments.some((segment) => filter.segments?.includes(segment)))
  );
}
