import type { OpenApiDocument, Role } from '@harken/service';
import type { RunningService } from './run-service.ts';
import type { Given } from './try-examples.ts';

const reply = { channel: 'email', text: 'We are sorry. The lock is replaced tomorrow.' };
const answer = ['answer', { ...reply, outcome: 'upheld', reasons: ['lock-defect'] }] as const;

/** What a complaint has gone through before a command is tried on it. */
const before: Readonly<Record<string, readonly (readonly [command: string, body: object])[]>> = {
  'wait-for-customer': [['investigate', {}]],
  'wait-for-third-party': [['investigate', {}]],
  resume: [
    ['investigate', {}],
    ['wait-for-customer', {}],
  ],
  resolve: [answer],
  close: [answer, ['resolve', { cause: 'supplier-part' }]],
  reopen: [answer, ['resolve', { cause: 'supplier-part' }]],
};

/** A company in which the examples of the complaints API can be tried: teams, people, calendars, rules. */
export async function prepareComplaints(service: RunningService, document: OpenApiDocument) {
  const example = (path: string): object =>
    document.paths[path]?.put?.requestBody?.content?.['application/json']?.example as object;
  const must = async (method: string, path: string, body: object, as: Role = 'manager') => {
    const sent = await service.send(method, path, { body, as });
    if (sent.status >= 300) throw new Error(`${method} ${path}: ${sent.status} ${JSON.stringify(sent.body)}`);
    return sent.body;
  };
  for (const id of ['hong-kong', 'office-hours', 'support-berlin'])
    await must('PUT', `/v1/calendars/${id}`, example('/v1/calendars/{calendarId}'), 'ops');
  const members = ['anna', 'ben'].map((id) => ({ id, name: id, role: 'handler' }));
  const staff = (team: string) =>
    must('PUT', `/v1/teams/${team}`, { name: team, members, assignment: 'round_robin' }, 'ops');
  for (const team of ['after-sales', 'customer-care', 'engineering']) await staff(team);
  const policy = { ...example('/v1/response-policy'), effectiveFrom: undefined, appliesTo: undefined };
  await must('PUT', '/v1/response-policy', policy, 'ops');
  await must('PUT', '/v1/causes', example('/v1/causes'), 'ops');
  await must('PUT', '/v1/management-levels', example('/v1/management-levels'), 'ops');
  const approvers = ['call_centre', 'handler', 'supervisor', 'manager'];
  const limits = approvers.map((role) => ({ role, currency: 'HKD', upTo: 50_000 }));
  await must('PUT', '/v1/compensation-limits', { limits }, 'ops');

  let customers = 0;
  const open = async (): Promise<string> => {
    customers += 1;
    const body = { customer: `crm-example-${customers}`, text: `Lock ${customers} is broken.`, channel: 'phone' };
    const { id } = await must('POST', '/v1/complaints', body, 'call_centre');
    await must('POST', `/v1/complaints/${id}/reroute`, { team: 'after-sales' });
    return id;
  };
  const propose = async (): Promise<string> => {
    const body = { kind: 'refund', amount: { minor: 120, currency: 'HKD' }, description: 'A new lock.' };
    return (await must('POST', `/v1/complaints/${await open()}/compensations`, body)).id;
  };

  return async (place: string): Promise<Given> => {
    const [, path = ''] = place.split(' ');
    const command = path.split('/').at(-1) ?? '';
    const pathOf = async (): Promise<Readonly<Record<string, string>>> => {
      if (path.startsWith('/v1/teams/')) {
        // The example before may have let somebody go.
        await staff('after-sales');
        return { teamId: 'after-sales', memberId: 'anna' };
      }
      if (path.startsWith('/v1/compensations/')) {
        const id = await propose();
        if (command === 'fulfilment') await must('POST', `/v1/compensations/${id}/approve`, {}, 'handler');
        return { id };
      }
      if (!path.startsWith('/v1/complaints/{id}') && !path.startsWith('/v1/tmf/troubleTicket/{id}')) return {};
      const id = await open();
      for (const [name, body] of before[command] ?? []) await must('POST', `/v1/complaints/${id}/${name}`, body);
      if (path.includes('/escalations/'))
        await must('POST', `/v1/complaints/${id}/escalate`, { kind: 'hierarchical', level: 2, reason: 'For you.' });
      return { id };
    };
    const other = command === 'link' ? { to: await open() } : command === 'mark-duplicate' ? { of: await open() } : {};
    return { path: await pathOf(), body: other };
  };
}
