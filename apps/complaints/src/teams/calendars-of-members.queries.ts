import type { EntityManager } from 'typeorm';
import { calendarsOf } from '../calendars/calendar.queries.ts';
import type { Member, Presence } from './team.ts';

const none: Presence['calendars'] = new Map();

/** Calendars are read only if a member works by one. */
export const calendarsOfMembers = async (
  members: readonly Member[],
  tx: EntityManager,
): Promise<Presence['calendars']> =>
  members.some(({ calendar }) => calendar !== undefined) ? (await calendarsOf(tx)).byId : none;
