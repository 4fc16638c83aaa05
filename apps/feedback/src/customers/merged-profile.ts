import { canonicalJson } from '../requests/content-digest.ts';
import { isBefore } from '../requests/exact-time.ts';
import { type Customer, emptyProfile, type OwnProfile, type Profile, sameProfile } from './customer.ts';

const profileFields = Object.keys(emptyProfile) as (keyof Profile)[];

/** What the CRM says of this one alone. */
export const ownOf = ({ own, ...customer }: Customer): OwnProfile => {
  if (own) return own;
  const { name, segments, tier, stage, language, attributes, consents, contactPoints, stub, updatedAt } = customer;
  return { name, segments, tier, stage, language, attributes, consents, contactPoints, stub, updatedAt };
};

/**
 * Who belongs to a customer, in the order in which their fields win: itself, then those that were merged into it, the
 * first merge first, each followed by those that were merged into that one.
 */
export function membersOf(id: string, customers: readonly Customer[]): Customer[] {
  const itself = customers.filter((one) => one.id === id);
  const merged = customers
    .filter(({ mergedInto }) => mergedInto === id)
    .sort((a, b) => Number(a.mergedAt) - Number(b.mergedAt) || (a.id < b.id ? -1 : 1));
  return [...itself, ...merged.flatMap((one) => membersOf(one.id, customers))];
}

/**
 * What is known first stays; what is unknown comes from the next. Segments and contact points are those of both. A
 * refusal wins: who has said no once is not asked because another record says yes.
 */
function fill(known: OwnProfile, more: OwnProfile): OwnProfile {
  const points = new Set(known.contactPoints.map(({ kind, value }) => canonicalJson({ kind, value })));
  const refused = Object.entries(more.consents).filter(([, said]) => said === false);
  return {
    name: known.name ?? more.name,
    segments: [...new Set([...known.segments, ...more.segments])],
    tier: known.tier ?? more.tier,
    stage: known.stage ?? more.stage,
    language: known.language ?? more.language,
    attributes: { ...more.attributes, ...known.attributes },
    consents: { ...more.consents, ...known.consents, ...Object.fromEntries(refused) },
    contactPoints: [
      ...known.contactPoints,
      ...more.contactPoints.filter(({ kind, value }) => !points.has(canonicalJson({ kind, value }))),
    ],
    stub: known.stub && more.stub,
    updatedAt: laterOf(known.updatedAt, more.updatedAt),
  };
}

const laterOf = (a: OwnProfile['updatedAt'], b: OwnProfile['updatedAt']): OwnProfile['updatedAt'] =>
  a === null || (b !== null && isBefore(a, b)) ? b : a;

/** The customer as all its records together describe it; `members` begins with itself. */
export function combined(members: readonly Customer[]): Customer {
  const [itself, ...others] = members;
  if (!itself) throw new TypeError('a customer belongs to itself');
  const own = ownOf(itself);
  const profile = others.map(ownOf).reduce(fill, own);
  const next = { ...itself, ...profile, own: others.length > 0 || itself.mergedInto ? own : null };
  const same = sameProfile(itself, next) && itself.stub === next.stub && itself.updatedAt === next.updatedAt;
  return same ? { ...next, version: itself.version } : { ...next, version: itself.version + 1 };
}

/** Which fields of the customer come from this member. */
export function fieldsFrom(member: Customer, members: readonly Customer[]): string[] {
  const before = members.slice(0, members.indexOf(member)).map(ownOf);
  const [first, ...rest] = before;
  if (!first) return [];
  const known = rest.reduce(fill, first);
  const filled = fill(known, ownOf(member));
  return profileFields.filter((field) => canonicalJson(known[field]) !== canonicalJson(filled[field]));
}
