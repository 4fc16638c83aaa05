import { afterAll, beforeAll, describe } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';
import { startTokenIssuer, type TokenIssuerServer } from '../harness/token-issuer.ts';
import { calendarsJourney } from './complaints/calendars.journey.ts';
import { clocksJourney } from './complaints/clocks.journey.ts';
import { compensationJourney } from './complaints/compensation.journey.ts';
import { duplicatesJourney } from './complaints/duplicates.journey.ts';
import { escalationJourney } from './complaints/escalation.journey.ts';
import { lifeCycleJourney } from './complaints/life-cycle.journey.ts';
import { peopleJourney } from './complaints/people.journey.ts';
import { productAndLocationJourney } from './complaints/product-and-location.journey.ts';
import { routingJourney } from './complaints/routing.journey.ts';
import { viewsJourney } from './complaints/views.journey.ts';

/** One journey a part, all on one system: each sets up the policy, rules and teams it needs. */
describe('complaints in depth', () => {
  let system: System;
  let issuer: TokenIssuerServer;
  beforeAll(async () => {
    issuer = await startTokenIssuer();
    const env = { OIDC_ISSUERS: issuer.setting };
    system = await startSystem({ only: ['feedback', 'complaints', 'notifications'], env });
  }, 240_000);
  afterAll(() => {
    issuer?.close();
    return system?.stop();
  }, 60_000);

  const journeys = [
    calendarsJourney,
    clocksJourney,
    routingJourney,
    productAndLocationJourney,
    lifeCycleJourney,
    compensationJourney,
    viewsJourney,
    escalationJourney,
    duplicatesJourney,
  ];
  for (const journey of journeys) journey(() => system);
  peopleJourney(
    () => system,
    () => issuer,
  );
});
