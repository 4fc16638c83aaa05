import type { EventData, PersonChanged } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';

/** Who a person is for an issuer of signed tokens. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** Somebody who works here. The id stands in teams, management levels, owners, keys and tokens, and is never given again. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly subjects: readonly Subject[];
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly email: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** IANA. */
  readonly zone: string | null;
  /** The id of who acts for them while they are away. */
  readonly deputy: string | null;
  readonly awayUntil: Date | null;
  readonly version: number;
}

/** What decisions need of a person. */
export type KnownPerson = Pick<Person, 'id' | 'name' | 'deputy' | 'awayUntil'>;
export type PeopleById = ReadonlyMap<string, KnownPerson>;

/** Throws with every fault of the person. */
export function assertValidPerson({ id, subjects, zone, deputy }: Omit<Person, 'version'>): void {
  const errors = new FieldErrors();
  errors.at('deputy').addIf(deputy === id, 'person.own-deputy', 'Nobody is their own deputy.');
  errors
    .at('zone')
    .addIf(zone !== null && !isZone(zone), 'person.unknown-zone', 'No time zone of the IANA has this name.');
  for (const [index, one] of subjects.entries()) {
    const first = subjects.findIndex(({ issuer, subject }) => issuer === one.issuer && subject === one.subject);
    errors.at('subjects', index).addIf(first < index, 'person.repeated-subject', 'It is there twice.');
  }
  errors.throwIfAny('person.invalid', 'The person holds faults.');
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** What other services may know: neither name nor address. */
export const personFacts = (person: Person): EventData<typeof PersonChanged>['person'] => ({
  personId: person.id,
  subjects: person.subjects.map(({ issuer, subject }) => ({ issuer, subject })),
  roles: [...person.roles],
  teams: [...person.teams],
  language: person.language,
  zone: person.zone,
  deputy: person.deputy,
  awayUntil: person.awayUntil?.toISOString() ?? null,
});
