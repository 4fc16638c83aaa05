import { type Identity } from '@harken/contracts';

/** A client, with the person that its key names. */
export const client = (name = 'tests', person: string | null = null, keyId: string | null = null): Identity => ({
  name,
  keyId,
  person,
});
