/** How addresses and filters name a customer: by the id of the CRM, or as `id:<uuid>` by ours. */
export type CustomerReference = { readonly externalId: string } | { readonly id: string };

/** An external id never looks like this, so that each reference has one meaning. */
const ours = /^id:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

export function readCustomerReference(text: string): CustomerReference {
  const id = ours.exec(text)?.[1];
  return id === undefined ? { externalId: text } : { id: id.toLowerCase() };
}

export const isExternalId = (text: string): boolean => !ours.test(text);
