import type { Profile } from './customer.ts';

/** What a customer has said about being asked or written to. */
export type Consent = 'given' | 'refused' | 'unknown';

/** By purpose: `surveys`. Only true and false say something. */
export function consentTo(purpose: string, { consents }: Pick<Profile, 'consents'>): Consent {
  const value = Object.hasOwn(consents, purpose) ? consents[purpose] : undefined;
  return value === true ? 'given' : value === false ? 'refused' : 'unknown';
}
