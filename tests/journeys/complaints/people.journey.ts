import { type ApiClient, expectStatus } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../../harness/complaints-client.ts';
import type { System } from '../../harness/system.ts';
import type { TokenIssuerServer } from '../../harness/token-issuer.ts';

interface Compensation {
  readonly id: string;
  readonly status: string;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly code?: string;
}

/** Two people make a complaint good: one by a key of her own, one signed in by the issuer of the company. */
export function peopleJourney(system: () => System, issuer: () => TokenIssuerServer): void {
  describe('people by name', () => {
    const { open, get, publish } = complaintsClient<{ readonly id: string }>(system);
    let anna: ApiClient;
    const mara = async (service: 'complaints' | 'notifications' = 'complaints'): Promise<ApiClient> =>
      system().clientWith(service, await issuer().tokenOf('mara-4711'));
    let complaint: { readonly id: string };
    let compensation: Compensation;

    beforeAll(async () => {
      await publish('/v1/compensation-limits', {
        limits: [
          { role: 'handler', currency: 'EUR', upTo: 5_000 },
          { role: 'manager', currency: 'EUR', upTo: 100_000 },
        ],
        fourEyesAbove: [{ currency: 'EUR', amount: 20_000 }],
      });
      anna = await system().clientOf('complaints', { role: 'handler', name: 'anna-lee', person: 'anna-lee' });
      complaint = await open({ customer: `crm-people-${Date.now()}`, text: 'I paid for new keys myself.' });
    });

    it('stand in one list, and a key or a token leads to them', async () => {
      await publish('/v1/people/anna-lee', { name: 'Anna Lee', roles: ['handler'] });
      const subjects = [{ issuer: issuer().issuer, subject: 'mara-4711' }];
      await publish('/v1/people/mara-lindt', { name: 'Mara Lindt', roles: ['manager'], subjects });
      expect(await anna.get('/v1/me')).toMatchObject({ status: 200, body: { id: 'anna-lee', name: 'Anna Lee' } });
      expect(await (await mara()).get('/v1/me')).toMatchObject({ status: 200, body: { id: 'mara-lindt' } });
    });

    it('have their roles in every service, soon after complaints has them', async () => {
      await eventually(async () => expect((await (await mara('notifications')).get('/v1/alerts')).status).toBe(200));
      const stranger = system().clientWith('notifications', await issuer().tokenOf('stranger'));
      expect((await stranger.get('/v1/alerts')).status).toBe(403);
      const elsewhere = system().clientWith('notifications', await issuer().tokenOf('mara-4711', { aud: 'shop' }));
      expect(await elsewhere.get('/v1/alerts')).toMatchObject({ status: 401, body: { code: 'access.token-audience' } });
    });

    it('propose and approve: two verified people, whatever names are said', async () => {
      const body = { kind: 'refund', amount: { minor: 30_000, currency: 'EUR' }, description: 'New keys.' };
      const path = `/v1/complaints/${complaint.id}/compensations`;
      compensation = expectStatus(await anna.post<Compensation>(path, { ...body, onBehalfOf: 'bob' }), 201);
      expect(compensation.proposedBy).toBe('anna-lee');
      const annas = await system().clientOf('complaints', { role: 'manager', name: 'anna-desk', person: 'anna-lee' });
      const approve = `/v1/compensations/${compensation.id}/approve`;
      expect(await annas.post(approve, { onBehalfOf: 'bob' })).toMatchObject({
        status: 409,
        body: { code: 'compensation.four-eyes' },
      });
      expect(expectStatus(await (await mara()).post<Compensation>(approve, {}), 200)).toMatchObject({
        status: 'approved',
        approvedBy: 'mara-lindt',
      });
    });

    it('stay in the history: by key and person, and what was said beside them', async () => {
      const { items } = await get<{ items: object[] }>(`/v1/complaints/${complaint.id}/history`);
      expect(items.slice(-2)).toMatchObject([
        { action: 'compensation-proposed', actor: 'anna-lee', person: 'anna-lee', onBehalfOf: 'bob' },
        { action: 'compensation-approved', actor: `${issuer().issuer}|mara-4711`, person: 'mara-lindt' },
      ]);
    });

    it('who have left have no rights any more', async () => {
      await publish('/v1/people/mara-lindt', { name: 'Mara Lindt' });
      await eventually(async () => expect((await (await mara()).get('/v1/me')).status).toBe(403), { within: 1_000 });
    });
  });
}
