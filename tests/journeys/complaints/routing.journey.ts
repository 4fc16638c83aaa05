import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Complaint } from '../../harness/complaint.ts';
import { complaintsClient } from '../../harness/complaints-client.ts';
import { responsePolicy } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';

interface Trial {
  readonly complaintId: string;
  readonly would: { readonly team: string; readonly rule: string | null };
  readonly why: readonly { readonly pointer: string; readonly found: string | null }[];
  readonly differs: readonly string[];
}
interface DryRun {
  readonly counts: { readonly complaints: number; readonly differing: number };
  readonly items: readonly Trial[];
}

const handler = (id: string, languages: string[], skills: string[] = []) => ({
  ...{ id, name: id, role: 'handler', languages, skills },
});
const rules = [
  {
    id: 'leaks',
    when: {
      text: { en: ['leak', 'leaks'], th: ['รั่ว'], zh: ['漏水'] },
      not: { any: [{ category: 'roof' }, { channel: 'letter' }] },
    },
    team: 'plumbers',
    severity: 'high',
    skills: ['pipes'],
  },
  { id: 'roofs', when: { category: 'roof' }, team: 'roofers' },
];
const target = { acknowledge: 'PT1S', firstResponse: 'PT1H', resolution: 'P1D' };

export function routingJourney(system: () => System): void {
  describe('a complaint finds the right person', () => {
    const customer = `routing-${Date.now()}`;
    const { as, get, read, publish, ...complaints } = complaintsClient<Complaint & { openedAt: string }>(system);
    const ops = () => as('ops');
    const open = (facts: object) => complaints.open({ customer, ...facts });
    let since = '';
    let roof: Complaint & { openedAt: string };
    let thai: Complaint;

    beforeAll(async () => {
      const members = [
        handler('somchai', ['th'], ['pipes']),
        handler('wei', ['zh', 'en'], ['pipes']),
        handler('eve', ['en']),
      ];
      for (const [team, body] of [
        ['plumbers', { name: 'Plumbers', members, assignment: 'round_robin' }],
        ['roofers', { name: 'Roofers', members: [], assignment: 'queue' }],
        ['front-desk', { name: 'Front desk', members: [], assignment: 'queue' }],
      ] as const)
        await publish(`/v1/teams/${team}`, body);
      await publish('/v1/routing-rules', { rules: [], fallbackTeam: 'front-desk' });
      const ladder = [1, 2, 3].map((level) => ({ level, after: `PT${level - 1}S` }));
      await publish('/v1/response-policy', responsePolicy(target, { ladder }));
    });

    it('goes to the fallback team as long as no rule takes it', async () => {
      roof = await open({ text: 'The roof leaks.', category: 'roof' });
      since = roof.openedAt;
      expect(roof).toMatchObject({ team: 'front-desk', assignee: null });
      await open({ text: 'A pipe leaks.' });
      await open({ text: 'No keys.', category: 'keys' });
    });

    it('shows in a dry run where new rules would have sent it, and why', async () => {
      const body = { rules, fallbackTeam: 'front-desk', from: since };
      const { counts, items } = expectStatus(await ops().post<DryRun>('/v1/routing-rules/dry-run', body), 200);
      expect(counts).toMatchObject({ complaints: 3, differing: 2 });
      expect(items.map(({ would }) => would.rule)).toEqual([null, 'leaks', 'roofs']);
      expect(items[1]?.why).toContainEqual({ pointer: '/when/text', condition: 'text', found: 'leaks' });
      expect(items[1]?.differs).toEqual(['team', 'rule', 'severity']);
    });

    it('goes, once they are in force, to who speaks the language and knows the trade', async () => {
      await publish('/v1/routing-rules', { rules, fallbackTeam: 'front-desk' });
      const feedback = {
        ...{ source: '/routing', id: customer, customer, method: 'survey', kind: 'complaint', channel: 'web' },
        ...{ text: 'น้ำรั่วในห้องน้ำ', language: 'th', answers: { nps: 0 }, occurredAt: '2026-03-02T09:15:00Z' },
      };
      expectStatus(await system().api('feedback', 'crm').post('/v1/feedback', feedback), 201);
      thai = await eventually(async () => {
        const path = `/v1/complaints?customer=${customer}&team=plumbers`;
        return (await get<Page<Complaint>>(path)).items[0] ?? false;
      });
      expect(thai).toMatchObject({ severity: 'high', assignee: 'somchai' });
      const chinese = await open({ text: '厨房漏水', language: 'zh-Hant' });
      expect(chinese).toMatchObject({ team: 'plumbers', assignee: 'wei' });
    });

    it('is escalated like any other while nobody has it', async () => {
      await eventually(async () => {
        const { assignee, escalations } = await read(roof.id);
        expect([assignee, escalations.map(({ level }) => level)]).toEqual([null, [1, 2, 3]]);
      });
    });

    it('goes to a colleague when its person leaves, and to the queue when the last one does', async () => {
      const leave = (id: string) =>
        ops().post(`/v1/teams/plumbers/members/${id}/leave`, { onBehalfOf: 'mara', reason: 'moved' });
      expectStatus(await leave('somchai'), 200);
      await eventually(async () => expect((await read(thai.id)).assignee).toMatch(/wei|eve/));
      for (const id of ['wei', 'eve']) expectStatus(await leave(id), 200);
      await eventually(async () => expect((await read(thai.id)).assignee).toBeNull());
      const path = `/v1/complaints/${thai.id}/history?limit=500`;
      const { items } = await get<Page<Record<string, string>>>(path);
      const handed = items.filter(({ reason }) => reason === 'moved');
      expect(handed[0]).toMatchObject({ action: 'assign', from: 'somchai' });
      expect(handed.at(-1)?.to).toBeUndefined();
    });

    it('shows in the coverage report what the rules do not take', async () => {
      const path = `/v1/routing-rules/coverage?from=${since}`;
      const report = await get<{ rules: object[]; alwaysFallBack: object[] }>(path, 'ops');
      expect(report.rules).toMatchObject([
        { rule: 'leaks', won: 3 },
        { rule: 'roofs', won: 1 },
        { rule: null, won: 1 },
      ]);
      expect(report.alwaysFallBack).toContainEqual({ field: 'category', value: 'keys', complaints: 1 });
    });
  });
}
