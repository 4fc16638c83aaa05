/** Why the deadlines of many complaints are reckoned again. */
export type Cause =
  | { readonly kind: 'policy'; readonly version: number }
  | { readonly kind: 'calendar'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string };

export const causeText = (cause: Cause): string =>
  cause.kind === 'policy' ? `response policy ${cause.version}` : `${cause.kind} ${cause.id}`;
