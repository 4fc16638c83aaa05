import { expectStatus } from '@harken/simulator';
import type { Role } from '@harken/stack';
import { put } from './seed-company.ts';
import type { RunningHarken } from './system.ts';

/** What journeys do with complaints; each answer must have the status of success. */
export function complaintsClient<C extends { readonly id: string }>(system: () => RunningHarken) {
  const as = (role: Role) => system().api('complaints', role);
  const get = async <T>(path: string, role: Role = 'handler') => expectStatus(await as(role).get<T>(path), 200);
  return {
    as,
    get,
    /** Publishes a document as operations does. */
    publish: (path: string, body: object) => put(as('ops'), path, body),
    /** By phone, unless `facts` say otherwise. */
    open: async (facts: object): Promise<C> =>
      expectStatus(await as('call_centre').post<C>('/v1/complaints', { channel: 'phone', ...facts }), 201),
    read: (id: string): Promise<C> => get<C>(`/v1/complaints/${id}`),
    command: async (id: string, name: string, body: object = {}, role: Role = 'handler'): Promise<C> =>
      expectStatus(await as(role).post<C>(`/v1/complaints/${id}/${name}`, body), 200),
  };
}
