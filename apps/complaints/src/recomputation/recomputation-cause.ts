/** Why the deadlines of many complaints are recomputed. */
export type RecomputationCause =
  | { readonly kind: 'policy'; readonly version: number }
  | { readonly kind: 'calendar'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string };

export const causeText = (cause: RecomputationCause): string =>
  cause.kind === 'policy' ? `response policy ${cause.version}` : `${cause.kind} ${cause.id}`;
