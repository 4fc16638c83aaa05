import {
  CausesChanged,
  ComplaintImported,
  ComplaintOpened,
  ComplaintWithdrawn,
  CustomerMessageFailed,
  CustomerMessageSent,
  CustomersMerged,
  type EventData,
  FeedbackReceived,
  FeedbackRetracted,
  happened,
  type NewEvent,
} from '@harken/contracts';
import { newId, outbox } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nightlyScan } from './problems/scanning/nightly-scan.use-case.ts';
import { type RunningTouchpoints, runTouchpoints, smallMap } from './touchpoints.fixture.ts';

let running: RunningTouchpoints;
const call: RunningTouchpoints['call'] = (...parameters) => running.call(...parameters);
const add = (events: readonly NewEvent[]) => running.service.dataSource.transaction((tx) => outbox.add(tx, events));
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

type Facts = EventData<typeof ComplaintOpened>['complaint'];
const complaint = (facts: Partial<Facts>): Facts => ({
  ...ComplaintOpened.sample.complaint,
  complaintId: newId(),
  version: 1,
  feedbackId: null,
  touchpoint: 'garden',
  category: 'noise',
  product: null,
  location: null,
  campaign: null,
  openedAt: daysAgo(0.1),
  ...facts,
});
const customer = (externalId: string, language = 'en') => ({
  ...(ComplaintOpened.sample.complaint.customer as NonNullable<Facts['customer']>),
  customerId: newId(),
  externalId,
  language,
});
const opened = (facts: Partial<Facts>) => {
  const of = complaint(facts);
  return happened(ComplaintOpened, of.complaintId, { ...ComplaintOpened.sample, complaint: of });
};
const imported = (facts: Partial<Facts>) => {
  const of = complaint(facts);
  return happened(ComplaintImported, of.complaintId, { ...ComplaintImported.sample, complaint: of });
};

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> => running.service.dataSource.query(text, values);
const counted = async () => Number((await sql<{ n: string }>('SELECT count(*) AS n FROM counted_complaints'))[0]?.n);
const read = async (id: string) => (await call('GET', `/v1/problems/${id}`)).body;
const command = (id: string, name: string, body: object = {}) => call('POST', `/v1/problems/${id}/${name}`, { body });
const scan = (body: object = {}) => call('POST', '/v1/problems/scan', { body });

/** A quiet year: garden and pen, two categories, 1 or 2 complaints a day. */
function quietYear(): NewEvent[] {
  const events: NewEvent[] = [];
  for (let day = 1; day < 250; day++)
    for (const [index, touchpoint] of ['garden', 'pen', 'desk'].entries())
      if ((day + index) % 2 === 0)
        events.push(imported({ touchpoint, category: day % 4 < 2 ? 'noise' : 'queue', openedAt: daysAgo(day + 0.3) }));
  return events;
}

beforeAll(async () => {
  running = await runTouchpoints();
  await call('PUT', '/v1/journeys/small', { body: smallMap() });
  await add(quietYear());
  await eventually(async () => (await counted()) > 370, { within: 60_000 });
}, 180_000);
afterAll(() => running?.stop());

describe('a surge of complaints', () => {
  const ids: string[] = [];
  const surge = (n: number, first = 0) =>
    Array.from({ length: n }, (_, index) =>
      opened({
        touchpoint: 'pen',
        category: 'defect',
        openedAt: daysAgo(0.2 + (index % 3)),
        customer: customer(`crm-${first + index}`, index % 2 ? 'de-AT' : 'en'),
      }),
    );
  let problem: string;

  it('raises nothing in a quiet time', async () => {
    const { status, body } = await scan();
    expect(status).toBe(200);
    expect(body).toMatchObject({ learnt: true, suspicions: [], problems: [] });
  });

  it('is seen by a dry run, which opens nothing', async () => {
    const events = surge(14);
    ids.push(...events.map(({ subject }) => subject));
    const before = await counted();
    await add(events);
    await eventually(async () => (await counted()) === before + 14);
    const { body } = await scan({ dryRun: true });
    expect(body.problems).toEqual([]);
    expect(body.suspicions[0]).toMatchObject({ cell: { touchpoint: 'pen', category: 'defect' }, observed: 14 });
    expect((await call('GET', '/v1/problems')).body.items).toEqual([]);
  });

  it('becomes one suspected problem with its complaints, evidence and owner', async () => {
    const { body } = await scan();
    expect(body.problems).toHaveLength(1);
    [problem] = body.problems;
    expect(await read(problem)).toMatchObject({
      state: 'suspected',
      cell: { touchpoint: 'pen', category: 'defect' },
      observed: 14,
      p: 0.001,
      recurrence: { nights: 1000 },
      owner: 'front',
      complaints: { count: 14 },
      verification: null,
    });
    const [event] = await running.publishedEvents('harken.touchpoints.problem-changed.v1');
    expect(event).toMatchObject({ change: 'suspected', problem: { problemId: problem, state: 'suspected' } });
    expect([...((event?.complaintsAdded ?? []) as string[])].sort()).toEqual([...ids].sort());
  });

  it('is not suspected twice: not by the next scan, nor by two replicas in the same night', async () => {
    await sql(`UPDATE upkeep SET due_at = now() - interval '1 minute' WHERE task = 'problems'`);
    const night = () => running.service.dataSource.transaction((tx) => nightlyScan('UTC')(tx));
    const scans = await Promise.all([night(), night(), night()]);
    expect(scans.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(1);
    expect((await scan()).body.problems).toEqual([]);
    expect((await call('GET', '/v1/problems')).body.items).toHaveLength(1);
    const [due] = await sql<{ later: boolean }>(`SELECT due_at > now() AS later FROM upkeep WHERE task = 'problems'`);
    expect(due?.later).toBe(true);
  });

  it('grows while it lasts; what is withdrawn leaves; a repeated event changes nothing', async () => {
    const late = opened({ touchpoint: 'pen', category: 'defect', customer: customer('crm-late') });
    await add([late, opened({ touchpoint: 'pen', category: 'queue' })]);
    await eventually(async () => (await read(problem)).complaints.count === 15);
    const withdrawn = complaint({
      complaintId: late.subject,
      version: 2,
      status: 'withdrawn',
      touchpoint: 'pen',
      category: 'defect',
    });
    await add([happened(ComplaintWithdrawn, late.subject, { ...ComplaintWithdrawn.sample, complaint: withdrawn })]);
    await eventually(async () => (await read(problem)).complaints.count === 14);
    await add([late]);
    await add([opened({ touchpoint: 'pen', category: 'defect', customer: customer('crm-marker') })]);
    await eventually(async () => (await read(problem)).complaints.count === 15);
  });

  it('is linked and unlinked by hand, and stays out then', async () => {
    const [first] = ids;
    const unlinked = await command(problem, 'unlink', { complaints: [first] });
    expect(unlinked.body).toMatchObject({ complaints: { count: 14 } });
    expect((await scan()).body.problems).toEqual([]);
    expect((await read(problem)).complaints.count).toBe(14);
    expect((await command(problem, 'link', { complaints: [first] })).body.complaints.count).toBe(15);
    expect(await command(problem, 'link', { complaints: [newId()] })).toMatchObject({
      status: 400,
      body: { code: 'problem.complaint-unknown' },
    });
  });

  it('is confirmed, worked on and verified: it needs a cause and an action', async () => {
    await add([happened(CausesChanged, 'causes', { ...CausesChanged.sample, version: 3, active: ['part'] })]);
    await eventually(async () => (await sql('SELECT FROM cause_list')).length === 1);
    expect((await command(problem, 'verify')).body.code).toBe('problem.transition-forbidden');
    expect((await command(problem, 'confirm', { cause: 'other' })).body.code).toBe('problem.cause-unknown');
    expect((await command(problem, 'confirm', { owner: 'works' })).body).toMatchObject({
      state: 'confirmed',
      owner: 'works',
    });
    expect((await command(problem, 'start')).body.state).toBe('in_progress');
    expect((await command(problem, 'verify')).body.code).toBe('problem.action-missing');
    expect((await command(problem, 'verify', { action: 'New pens' })).body.code).toBe('problem.cause-missing');
    const verifying = await command(problem, 'verify', { action: 'New pens', cause: 'part' });
    expect(verifying.body).toMatchObject({ state: 'verifying', verification: { verdict: 'insufficient_data' } });
  });

  it('is closed when the data show it, and not before without a reason', async () => {
    expect((await command(problem, 'close')).body.code).toBe('problem.not-verified');
    // Two months later, as far as the data know.
    await sql(`UPDATE counted_complaints SET opened_at = opened_at - interval '60 days' WHERE NOT history`);
    await sql(
      `UPDATE problems SET window_from = window_from - interval '60 days', window_to = window_to - interval '60 days',
              fixed_at = fixed_at - interval '59 days'`,
    );
    expect((await read(problem)).verification).toMatchObject({ observed: 0, verdict: 'recovered' });
    // One customer turns out to be another one: told once.
    const [one, other] = await sql<{ customer_id: string; external_id: string }>(
      `SELECT customer_id, external_id FROM counted_complaints WHERE external_id IN ('crm-0', 'crm-2') ORDER BY external_id`,
    );
    const merged = { customerId: other?.customer_id as string, externalId: 'crm-2' };
    const into = { ...customer('crm-0'), customerId: one?.customer_id as string };
    await add([happened(CustomersMerged, merged.customerId, { ...CustomersMerged.sample, customer: into, merged })]);
    await eventually(async () => (await sql('SELECT FROM merged_customers')).length === 1);
    const closed = await command(problem, 'close');
    expect(closed.body).toMatchObject({ state: 'closed', messages: { prepared: 14, requested: 0 } });
  });

  it('tells every customer once, in their language, and keeps what they answer', async () => {
    const texts = [
      { language: 'en', said: 'The pen broke.', did: 'New pens.' },
      { language: 'de', said: 'Der Stift brach.', did: 'Neue Stifte.' },
    ];
    expect((await command(problem, 'tell-customers', { texts })).body.messages).toMatchObject({
      prepared: 0,
      requested: 14,
    });
    await command(problem, 'tell-customers', { texts });
    const requested = await running.publishedEvents('harken.touchpoints.customer-message-requested.v1');
    expect(requested).toHaveLength(14);
    expect(requested.filter(({ language }) => language === 'de')).toHaveLength(7);
    expect(requested[0]).toMatchObject({ purpose: 'you_said_we_did', problem });

    const [first, second] = requested as { messageId: string }[];
    const result = { problem, complaint: null, programme: null, purpose: 'you_said_we_did' as const };
    await add([
      happened(CustomerMessageSent, first?.messageId as string, {
        ...{ ...CustomerMessageSent.sample, ...result },
        messageId: first?.messageId as string,
      }),
      happened(CustomerMessageFailed, second?.messageId as string, {
        ...{ ...CustomerMessageFailed.sample, ...result },
        messageId: second?.messageId as string,
        reason: 'no_consent',
      }),
    ]);
    const answer = newId();
    const said = {
      ...FeedbackReceived.sample,
      feedbackId: answer,
      about: { complaint: null, problem },
      answers: { ...FeedbackReceived.sample.answers, nps: null, csat: 5, factors: [] },
    };
    await add([happened(FeedbackReceived, answer, said)]);
    await eventually(async () => {
      const { messages, answers } = await read(problem);
      expect(messages).toMatchObject({ sent: 1, failed: 1 });
      expect(answers).toEqual({ n: 1, better: 1, same: 0, worse: 0 });
    });
    const { feedbackId: _, ...before } = said;
    await add([happened(FeedbackRetracted, answer, { ...FeedbackRetracted.sample, feedbackId: answer, before })]);
    await eventually(async () => expect((await read(problem)).answers.n).toBe(0));
  });

  it('reopens when it comes back, with new evidence', async () => {
    const before = await counted();
    await add(surge(12, 100));
    await eventually(async () => (await counted()) === before + 12);
    expect((await scan()).body.problems).toEqual([problem]);
    expect(await read(problem)).toMatchObject({
      state: 'suspected',
      cell: { touchpoint: 'pen', category: 'defect' },
      reopened: 1,
      observed: 12,
      complaints: { count: 27 },
    });
  });

  it('that is dismissed is not suspected again', async () => {
    expect((await command(problem, 'dismiss', { reason: 'A test.' })).body.state).toBe('dismissed');
    expect((await scan()).body).toMatchObject({ suspicions: [], problems: [] });
    expect((await call('GET', '/v1/problems?state=dismissed&touchpoint=pen&category=defect')).body.items).toHaveLength(
      1,
    );
    expect((await call('GET', '/v1/problems?state=suspected')).body.items).toEqual([]);
  });
});

it('a bad factor of many complaints is found, and belongs to one problem', async () => {
  const before = await counted();
  const events = Array.from({ length: 12 }, (_, index) => {
    const feedbackId = newId();
    const factors = [{ factor: 'service', experience: 1, expectation: null, importance: null, ideal: null }];
    const feedback = {
      ...FeedbackReceived.sample,
      ...{ feedbackId, touchpoint: 'garden', category: 'noise', occurredAt: daysAgo(0.1) },
      ...{ product: null, location: null, answers: { ...FeedbackReceived.sample.answers, factors } },
    };
    // The complaint may come before the feedback.
    return [
      opened({ feedbackId, touchpoint: index % 2 ? 'garden' : 'desk', category: index % 3 ? 'noise' : 'queue' }),
      happened(FeedbackReceived, feedbackId, feedback),
    ];
  }).flat();
  await add(events);
  await eventually(async () => (await counted()) === before + 12);
  await eventually(
    async () => Number((await sql<{ n: string }>('SELECT count(*) AS n FROM poor_feedback'))[0]?.n) >= 12,
  );
  const { body } = await scan();
  expect(body.suspicions).toHaveLength(1);
  expect(body.suspicions[0].cell).toEqual({ factor: 'service' });
  expect((await read(body.problems[0])).feedback.count).toBe(12);
});

it('refuses the future and unknown fields', async () => {
  expect((await scan({ at: new Date(Date.now() + 86_400_000).toISOString() })).body.code).toBe(
    'problem.scan-in-future',
  );
  expect((await scan({ dry: true })).status).toBe(400);
  expect((await call('GET', `/v1/problems/${newId()}`)).body.code).toBe('problem.not-found');
});
