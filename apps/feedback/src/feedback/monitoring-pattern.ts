import type { Method, Pattern } from '@harken/contracts';

/**
 * The monitoring pattern of a method, used when the record declares none. After Meyer and Schwager:
 * past = completed transactions, present = the current relationship, potential = a targeted inquiry.
 */
const patternByMethod: Readonly<Record<Method, { readonly pattern: Pattern; readonly because: string }>> = {
  survey: { pattern: 'past', because: 'asked after a transaction, of many customers' },
  review: { pattern: 'past', because: 'written about a purchase or a visit that is over' },
  forum_post: { pattern: 'past', because: 'forums and blogs tell of what has happened' },
  social: { pattern: 'past', because: 'as forums: people tell of what has happened to them' },
  call: { pattern: 'past', because: 'follows a transaction: installation, service, delivery' },
  chat: { pattern: 'past', because: 'as a call' },
  email: { pattern: 'past', because: 'as a call' },
  interview: { pattern: 'present', because: 'direct contact about the relationship as it is' },
  focus_group: { pattern: 'present', because: 'a group talks about the relationship as it is' },
  account_study: { pattern: 'present', because: 'regular studies of current accounts' },
  observation: { pattern: 'potential', because: 'ethnographic: watches for needs nobody has named' },
  special_study: { pattern: 'potential', because: 'targets one customer group or one problem' },
};

/** A declared pattern wins over the method's. */
export const monitoringPattern = (method: Method, declared: Pattern | null): Pattern =>
  declared ?? patternByMethod[method].pattern;
