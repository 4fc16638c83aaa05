import { sampleCustomer } from '@harken/contracts';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quickPolicy, type RunningComplaints, runComplaints, traceOf } from './complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints(2);
});
afterAll(() => service?.stop());

const answer = { outcome: 'upheld', reasons: ['defect'], channel: 'email', text: 'We are sorry.' };
const read = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body;
const ofFeedback = async (feedbackId: string) => {
  const [row] = await service.database.dataSource.query('SELECT id FROM complaints WHERE feedback_id = $1', [
    feedbackId,
  ]);
  return row?.id as string | undefined;
};

describe('a complaint from feedback', () => {
  it('is routed by rule, assigned in turn, breaches, climbs three levels once, is taken over, answered and closed', async () => {
    const members = ['anna', 'ben'].map((id) => ({ id, name: id, role: 'handler' }));
    await service.call('PUT', '/v1/teams/after-sales', {
      body: { name: 'After-sales', members, assignment: 'round_robin' },
    });
    const rules = [
      {
        id: 'handover',
        when: { touchpoint: 'handover', text: ['keys', '钥匙'] },
        team: 'after-sales',
        severity: 'high',
      },
    ];
    const put = await service.call('PUT', '/v1/routing-rules', {
      body: { rules, fallbackTeam: 'customer-care' },
      as: 'ops',
    });
    expect([put.status, put.headers.get('etag')]).toEqual([200, '"2"']);
    await service.call('PUT', '/v1/response-policy', { body: quickPolicy(1), as: 'ops' });

    const [feedbackId] = await service.hear({
      ...{ touchpoint: 'handover', product: 'kitchen', location: 'tower-2', text: 'The keys did not fit.' },
    });
    const id = await eventually(async () => (await ofFeedback(feedbackId as string)) ?? false);
    const opened = await read(id);
    expect(opened).toMatchObject({
      number: expect.stringMatching(/^C-\d{4}-\d{6}$/),
      origin: 'feedback',
      team: 'after-sales',
      severity: 'high',
      rule: 'handover',
      assignee: 'anna',
      tier: 'gold',
      product: 'kitchen',
      location: 'tower-2',
    });
    expect(opened.clocks.map(({ clock }: { clock: string }) => clock)).toEqual([
      'acknowledge',
      'first_response',
      'resolution',
    ]);

    await eventually(async () => expect((await read(id)).escalations).toHaveLength(3));
    const worklist = await service.call('GET', '/v1/worklists/management?level=3');
    expect(worklist.body.items).toMatchObject([
      { complaintId: id, level: 3, clock: 'acknowledge', ageSeconds: expect.any(Number) },
    ]);
    const taken = await service.call('POST', `/v1/complaints/${id}/escalations/3/take-over`, {
      body: { onBehalfOf: 'mara' },
    });
    expect(taken.body).toMatchObject({ assignee: 'mara', status: 'assigned' });
    expect((await service.call('GET', '/v1/worklists/management?level=3')).body.items).toEqual([]);

    const command = (name: string, body: object = {}) =>
      service.call('POST', `/v1/complaints/${id}/${name}`, { body, as: 'handler' });
    const early = await command('close');
    expect([early.status, early.body.code]).toEqual([409, 'complaint.answer-missing']);
    expect((await command('acknowledge', { onBehalfOf: 'mara' })).body.clocks[0]).toMatchObject({
      state: 'breached',
      metAt: expect.any(String),
    });
    expect((await command('answer', answer)).body).toMatchObject({
      status: 'answered',
      answers: [{ outcome: 'upheld' }],
    });
    expect((await command('resolve')).body.status).toBe('resolved');
    const closed = await command('close');
    expect(closed.body).toMatchObject({ status: 'closed' });
    expect(closed.headers.get('etag')).toBe(`"${closed.body.version}"`);

    const events = await service.eventsOf(id);
    expect(events.map(({ type, data }) => [type, data.level ?? data.clock].filter(Boolean).join(' '))).toEqual([
      'opened',
      'assigned',
      'clock-warned acknowledge',
      'clock-breached acknowledge',
      'escalated 1',
      'escalated-to-nobody 1',
      'escalated 2',
      'escalated-to-nobody 2',
      'escalated 3',
      'escalated-to-nobody 3',
      'escalation-handled 3',
      'assigned',
      'acknowledged',
      'clock-met acknowledge',
      'answered',
      'clock-met first_response',
      'resolved',
      'clock-met resolution',
      'closed',
    ]);
    expect(events.map(({ data }) => data.complaint.version)).toEqual(events.map((_, index) => index + 1));
    const history = (await service.call('GET', `/v1/complaints/${id}/history`)).body.items;
    expect(history.at(-1)).toMatchObject({ actor: 'handler', action: 'close', from: 'resolved', to: 'closed' });
    expect(history.find((entry: { action: string }) => entry.action === 'take-over')).toMatchObject({
      actor: 'manager',
      onBehalfOf: 'mara',
    });
  });

  it('is opened once, however often the feedback comes', async () => {
    const [feedbackId] = await service.hear({ text: 'Twice' });
    const id = await eventually(async () => (await ofFeedback(feedbackId as string)) ?? false);
    await service.hear({ feedbackId: feedbackId as string, text: 'Twice' });
    const [marker] = await service
      .hear({ feedbackId: feedbackId as string, text: 'Twice' }, { text: 'After it' })
      .then((ids) => ids.slice(-1));
    await eventually(async () => (await ofFeedback(marker as string)) ?? false);
    const rows = await service.database.dataSource.query('SELECT id FROM complaints WHERE feedback_id = $1', [
      feedbackId,
    ]);
    expect(rows).toEqual([{ id }]);
  });

  it('is not opened from history, and is opened from old feedback that is none (case 18)', async () => {
    const customer = { ...sampleCustomer, externalId: 'crm-history' };
    const old = { customer, occurredAt: '2015-03-02T09:15:00.000Z' };
    const suspected = { complaint: { verdict: 'suspected' as const, reasons: ['words:en:broken'] } };
    const history = await service.hear(
      { ...old, history: true },
      { ...old, history: true },
      { ...old, history: true, ...suspected },
    );
    const [today] = await service.hear(old);
    const id = await eventually(async () => (await ofFeedback(today as string)) ?? false);
    expect((await service.call('GET', `/v1/complaints/${id}`)).body.flags).toEqual([]);
    const { dataSource } = service.database;
    for (const [table, n] of [
      ['complaints', 0],
      ['triage', 0],
    ] as const) {
      const rows = await dataSource.query(`SELECT FROM ${table} WHERE feedback_id = ANY($1)`, [history]);
      expect(rows).toHaveLength(n);
    }
  });

  it('carries the trace of its own feedback, also out of a batch', async () => {
    const heard = await service.hear(...Array.from({ length: 20 }, (_, index) => ({ text: `Traced ${index}` })));
    for (const feedbackId of heard) {
      const id = await eventually(async () => (await ofFeedback(feedbackId)) ?? false);
      const [opened] = await service.eventsOf(id);
      expect(opened?.traceparent?.split('-')[1]).toBe(traceOf(feedbackId).split('-')[1]);
    }
  });

  it('that is only suspected waits in triage for a person, who opens or dismisses it, once', async () => {
    const complaint = { verdict: 'suspected' as const, reasons: ['word:en:broken'] };
    const [one, two] = await service.hear({ complaint, text: 'Broken?' }, { complaint, text: 'A question' });
    const waiting = await eventually(async () => {
      const { items } = (await service.call('GET', '/v1/triage', { as: 'handler' })).body;
      expect(items).toHaveLength(2);
      return items as { feedbackId: string }[];
    });
    expect(waiting.map(({ feedbackId }) => feedbackId).sort()).toEqual([one, two].sort());
    const made = await service.call('POST', `/v1/triage/${one}/open`, {
      body: { severity: 'low', onBehalfOf: 'anna' },
      as: 'handler',
    });
    expect(made).toMatchObject({
      status: 201,
      body: { feedbackId: one, origin: 'feedback', severity: 'low', text: 'Broken?' },
    });
    const again = await service.call('POST', `/v1/triage/${one}/open`, { body: {}, as: 'handler' });
    expect([again.status, again.body.code]).toEqual([409, 'triage.already-decided']);
    const dismissed = await service.call('POST', `/v1/triage/${two}/dismiss`, {
      body: { reason: 'A question.' },
      as: 'handler',
    });
    expect(dismissed.status).toBe(204);
    const told = await Promise.all([one, two].map((id) => service.eventsOf(id as string)));
    expect(told.map((events) => events.at(-1)?.data)).toMatchObject([
      { feedbackId: one, decision: 'opened', complaintId: made.body.id },
      { feedbackId: two, decision: 'dismissed', complaintId: null },
    ]);
    expect((await service.call('GET', '/v1/triage', { as: 'handler' })).body.items).toEqual([]);
  });
});

describe('a complaint by a person', () => {
  it('is opened for an unknown customer, who gets the right id when feedback sends it', async () => {
    const made = await service.call('POST', '/v1/complaints', {
      body: { customer: 'crm-new', text: 'No keys.', channel: 'phone' },
      as: 'call_centre',
    });
    expect(made).toMatchObject({
      status: 201,
      body: { customer: 'crm-new', team: 'customer-care', status: 'received', assignee: null },
    });
    expect(made.headers.get('location')).toBe(`/v1/complaints/${made.body.id}`);
    const second = await service.open({ customer: 'crm-new' });
    expect(second.customerId).toBe(made.body.customerId);
    const customerId = '01926f3a-7c1e-7b54-9d0e-0000000000ff';
    await service.tellOfCustomer({ customerId, externalId: 'crm-new', tier: 'silver', language: 'th' }, 1);
    await eventually(async () => expect((await read(made.body.id)).customerId).toBe(customerId));
    expect(await service.open({ customer: 'crm-new' })).toMatchObject({ customerId, tier: 'silver', language: 'th' });
  });

  it('goes straight to the top for a customer of the top tier', async () => {
    const customerId = '01926f3a-7c1e-7b54-9d0e-0000000000fe';
    await service.tellOfCustomer({ customerId, externalId: 'crm-top', tier: 'vip' }, 1);
    await eventually(async () => {
      const rows = await service.database.dataSource.query("SELECT tier FROM customers WHERE external_id = 'crm-top'");
      expect(rows).toEqual([{ tier: 'vip' }]);
    });
    expect(await service.open({ customer: 'crm-top' })).toMatchObject({
      flags: ['top_tier'],
      escalations: [{ level: 3, reason: 'top_tier' }],
    });
  });

  it('gives the same answer when the request is repeated with its idempotency key', async () => {
    const headers = { 'idempotency-key': 'one-call' };
    const body = { customer: 'crm-1', text: 'Again.', channel: 'phone' };
    const first = await service.call('POST', '/v1/complaints', { body, headers, as: 'call_centre' });
    const second = await service.call('POST', '/v1/complaints', { body, headers, as: 'call_centre', replica: 1 });
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
  });
});

describe('a change', () => {
  it('is refused on an old version and on a rule, with its code', async () => {
    const { id, version } = await service.open();
    const noted = await service.call('POST', `/v1/complaints/${id}/note`, {
      body: { text: 'First.' },
      headers: { 'if-match': `"${version}"` },
    });
    expect(noted.body.version).toBeGreaterThan(version);
    const stale = await service.call('POST', `/v1/complaints/${id}/note`, {
      body: { text: 'Second.' },
      headers: { 'if-match': `"${version}"` },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'complaint.stale']);
    const resumed = await service.call('POST', `/v1/complaints/${id}/resume`);
    expect([resumed.status, resumed.body.code]).toEqual([409, 'complaint.transition-forbidden']);
    const rejected = await service.call('POST', `/v1/complaints/${id}/reject`, {
      body: { reasons: ['warranty'], channel: 'email', text: 'No.' },
    });
    expect(rejected.body).toMatchObject({ status: 'rejected', answers: [{ kind: 'rejection', outcome: 'rejected' }] });
    const over = await service.call('POST', `/v1/complaints/${id}/acknowledge`);
    expect([over.status, over.body.code]).toEqual([409, 'complaint.already-closed']);
  });

  it('is let in by role', async () => {
    const { id } = await service.open();
    for (const as of ['crm', 'analyst', 'ops'] as const) {
      expect((await service.call('GET', `/v1/complaints/${id}`, { as })).status).toBe(200);
      expect((await service.call('POST', `/v1/complaints/${id}/acknowledge`, { as })).status).toBe(403);
    }
    const act = await service.call('POST', `/v1/complaints/${id}/escalations/1/take-over`, {
      body: { onBehalfOf: 'anna' },
      as: 'handler',
    });
    expect(act.status).toBe(403);
  });

  it('links, marks duplicates and refuses chains of them', async () => {
    const [first, second, third] = [await service.open(), await service.open(), await service.open()];
    const linked = await service.call('POST', `/v1/complaints/${first.id}/link`, { body: { to: second.id } });
    expect(linked.body.links).toMatchObject([{ to: second.id, kind: 'related' }]);
    const marked = await service.call('POST', `/v1/complaints/${second.id}/mark-duplicate`, { body: { of: first.id } });
    expect(marked.body).toMatchObject({ status: 'duplicate', duplicateOf: first.id, answers: [{ kind: 'duplicate' }] });
    const chained = await service.call('POST', `/v1/complaints/${third.id}/mark-duplicate`, {
      body: { of: second.id },
    });
    expect([chained.status, chained.body.code]).toEqual([409, 'complaint.duplicate-of-duplicate']);
    const unknown = await service.call('POST', `/v1/complaints/${third.id}/link`, {
      body: { to: '01926f3a-7c1e-7b54-9d0e-00000000dead' },
    });
    expect([unknown.status, unknown.body.code]).toEqual([400, 'complaint.unknown']);
  });

  it('reroutes and assigns only where it may go', async () => {
    const { id } = await service.open({ text: 'Something else.' });
    const post = (name: string, body: object) => service.call('POST', `/v1/complaints/${id}/${name}`, { body });
    expect((await post('reroute', { team: 'ghosts' })).status).toBe(400);
    expect((await post('assign', {})).body.code).toBe('complaint.nobody-available');
    expect((await post('reroute', { team: 'after-sales' })).body).toMatchObject({
      team: 'after-sales',
      assignee: expect.any(String),
    });
    expect((await post('assign', { assignee: 'zoe' })).body.code).toBe('complaint.assignee-not-in-team');
    expect((await post('assign', { assignee: 'ben' })).body).toMatchObject({ assignee: 'ben', status: 'assigned' });
    expect((await post('reroute', {})).body).toMatchObject({ team: 'customer-care', assignee: null });
    expect((await post('change-severity', { severity: 'critical' })).body.clocks[0].state).toBe('running');
  });
});

describe('lists', () => {
  it('page through everything once, newest first, while complaints are added', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await service.call(
        'GET',
        `/v1/complaints?limit=4${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.next;
      if (seen.length < 12) await service.open();
    } while (cursor);
    const all = await service.database.dataSource.query('SELECT count(*)::int AS n FROM complaints');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeLessThan(all[0].n);
    expect(seen.length).toBeGreaterThanOrEqual(all[0].n - 3);
  });

  it('filter', async () => {
    const ids = async (query: string) => {
      const { body } = await service.call('GET', `/v1/complaints?limit=500&${query}`);
      return body.items.map((item: { id: string }) => item.id) as string[];
    };
    const { id } = await service.open({ customer: 'crm-filter', severity: 'low', text: 'Too loud.' });
    expect(await ids('customer=crm-filter')).toEqual([id]);
    expect(
      await ids('customer=crm-filter&severity=low,high&status=received,closed&team=customer-care&escalated=false'),
    ).toEqual([id]);
    for (const other of [
      'severity=high',
      'status=closed',
      'team=after-sales',
      'assignee=anna',
      'escalated=true',
      'to=2020-01-01T00:00:00Z',
    ])
      expect(await ids(`customer=crm-filter&${other}`)).toEqual([]);
    await eventually(async () => expect(await ids('customer=crm-filter&overdue=true&escalated=true')).toEqual([id]));
  });

  it.each([
    'status=lost',
    'overdue=perhaps',
    'from=yesterday',
    'from=2026-W60',
    'to=20',
    'limit=0',
    'cursor=x',
    'cursor=WyJ4Il0',
    'unknown=1',
  ])('refuse ?%s', async (query) => expect((await service.call('GET', `/v1/complaints?${query}`)).status).toBe(400));
});

describe('configuration', () => {
  it('stands from the first start', async () => {
    const team = await service.call('GET', '/v1/teams/customer-care');
    expect(team.body).toMatchObject({ id: 'customer-care', members: [], version: 1 });
    expect((await service.call('GET', '/v1/teams')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      'after-sales',
      'customer-care',
    ]);
  });

  it('is refused when it leads nowhere, and under If-Match when it is old', async () => {
    const ghosts = await service.call('PUT', '/v1/routing-rules', {
      body: { rules: [{ id: 'x', when: {}, team: 'ghosts' }], fallbackTeam: 'nobody' },
    });
    expect(ghosts.status).toBe(400);
    expect(ghosts.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/rules/0/team',
      '/fallbackTeam',
    ]);
    const { body: rules } = await service.call('GET', '/v1/routing-rules');
    const { version, ...whole } = rules;
    const old = await service.call('PUT', '/v1/routing-rules', {
      body: whole,
      headers: { 'if-match': `"${version - 1}"` },
    });
    expect([old.status, old.body.code]).toEqual([412, 'routing-rules.stale']);
    const policy = await service.call('PUT', '/v1/response-policy', {
      body: { ...quickPolicy(5), warnAt: 1, ladder: [{ level: 2, after: 'PT0S' }] },
    });
    expect([policy.status, policy.body.errors[0].pointer]).toEqual([400, '/ladder/0/level']);
  });

  it('gives back the policy as it was put, with its version and the shipped words', async () => {
    const { version, words, effectiveFrom, publishedAt, publishedBy, ...policy } = (
      await service.call('GET', '/v1/response-policy')
    ).body;
    expect(policy).toEqual({
      ...quickPolicy(1),
      topTiers: ['platinum', 'vip', 'top'],
      reopenWindow: 'P14D',
      pauseCap: 'P14D',
      appliesTo: 'new',
    });
    expect({ version, publishedBy }).toEqual({ version: 2, publishedBy: 'ops' });
    expect(effectiveFrom).toBe(publishedAt);
    expect(Object.keys(words)).toEqual(['safety', 'legal', 'regulator', 'media', 'harmless', 'context']);
  });
});
