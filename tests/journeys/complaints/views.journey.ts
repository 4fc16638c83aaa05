import { expectStatus, type Page } from '@harken/simulator';
import { describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../../harness/complaints-client.ts';
import { responsePolicy } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';

interface Line {
  readonly id: string;
  readonly number: string;
}
interface File {
  readonly complaint: { readonly id: string; readonly clocks: readonly { clock: string; remainingSeconds?: number }[] };
  readonly customer: { readonly complaints: { total: number; open: number } };
  readonly earlier: readonly Line[];
  readonly timeline: readonly { readonly kind: string }[];
}

const target = { acknowledge: 'PT1H', firstResponse: 'PT2H', resolution: 'P10D' };
const policy = responsePolicy(target, { straightToManagement: ['legal'] });
const said = {
  en: 'The kitchen taps are leaking since Monday. My lawyer hears of it.',
  zh: '厨房漏水严重，没有人回电话。',
  th: 'ก๊อกน้ำในครัวรั่วและไม่มีใครโทรกลับ',
};

export function viewsJourney(system: () => System): void {
  describe('a handler finds a complaint and sees all of it', () => {
    const customer = 'crm-views';
    const team = 'tap-fitters';
    const opened: Line[] = [];
    const { get, publish, open } = complaintsClient<Line>(system);
    const post = async (id: string, name: string, body: object) =>
      expectStatus(await system().api('complaints', 'handler').post(`/v1/complaints/${id}/${name}`, body), 200, 201);
    const find = async (query: string) =>
      (await get<Page<Line>>(`/v1/complaints?customer=${customer}&${query}`)).items.map(({ id }) => id);

    it('among those of a team, in three languages', async () => {
      await publish('/v1/response-policy', policy);
      const members = [{ id: 'pim', name: 'Pim', role: 'handler' }];
      await publish(`/v1/teams/${team}`, { name: 'Tap fitters', members, assignment: 'queue' });
      const rules = [{ id: 'water', when: { category: 'water' }, team }];
      await publish('/v1/routing-rules', { rules, fallbackTeam: 'customer-care' });
      for (const [language, text] of Object.entries(said)) {
        opened.push(await open({ customer, text, language, category: 'water' }));
      }
      const [english, chinese, thai] = opened.map(({ id }) => id);
      expect(await find('q=leaked+tap')).toEqual([english]);
      expect(await find(`q=${encodeURIComponent('漏水')}`)).toEqual([chinese]);
      expect(await find(`q=${encodeURIComponent('ครัวรั่ว')}`)).toEqual([thai]);
      expect(await find(`q=${opened[1]?.number}`)).toEqual([chinese]);
      expect(await find(`team=${team}&language=th&unassigned=true`)).toEqual([thai]);
      expect(await find('sort=due&flag=legal&level=1')).toEqual([english]);
    });

    it('with its customer, what came before, and everything that was said', async () => {
      const [first, , last] = opened;
      const id = last?.id ?? '';
      await post(id, 'assign', { assignee: 'pim' });
      await post(id, 'messages', { direction: 'in', channel: 'line', text: 'เมื่อไหร่จะมา' });
      await post(id, 'note', { text: 'Ladder needed.', onBehalfOf: 'pim' });
      const { complaint, customer: who, earlier, timeline } = await get<File>(`/v1/complaints/${id}/file`);
      expect([complaint.id, who.complaints]).toEqual([id, { total: 3, open: 3 }]);
      expect(earlier.map((one) => one.id)).toContain(first?.id);
      expect(timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['change', 'message']));
      const remaining = complaint.clocks.find(({ clock }) => clock === 'resolution')?.remainingSeconds ?? 0;
      expect(remaining).toBeGreaterThan(9 * 86_400);
      expect(await find(`q=${encodeURIComponent('เมื่อไหร่')}`)).toEqual([id]);
    });

    it('and the team sees what is before it, and management what is before them', async () => {
      const board = await get<object>(`/v1/teams/${team}/board`);
      expect(board).toMatchObject({ open: 3, unassigned: { open: 2 }, members: [{ id: 'pim', open: 1 }] });
      const { levels } = await get<{ levels: { level: number; byAge: object }[] }>(
        '/v1/worklists/management/counts',
        'manager',
      );
      expect(levels.find(({ level }) => level === 1)?.byAge).toMatchObject({ under1h: expect.any(Number) });
    });

    it('and the CRM takes it as a trouble ticket, or all of them as a table', async () => {
      const [first] = opened;
      const ticket = await get<object>(`/v1/tmf/troubleTicket/${first?.id}`, 'crm');
      expect(ticket).toMatchObject({ '@type': 'TroubleTicket', status: 'acknowledged', externalId: first?.number });
      const url = `${system().serviceUrl('complaints')}/v1/complaints/export?customer=${customer}`;
      const table = async (accept: string) => {
        const response = await fetch(url, { headers: { accept, authorization: `Bearer ${system().keys.crm}` } });
        return (await response.text()).trimEnd().split('\n');
      };
      expect((await table('application/x-ndjson')).map((line) => JSON.parse(line).text)).toEqual(
        [said.en, said.zh, said.th].reverse(),
      );
      expect(await table('text/csv')).toHaveLength(4);
    });
  });
}
