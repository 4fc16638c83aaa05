import { expectStatus, type Page } from '../api-client.ts';
import type { RunningSystem } from './running-system.ts';
import { settle } from './settle.ts';
import type { Check } from './summary.ts';

const historyRows = 120;
const historyFrom = Date.parse('2023-03-01T09:00:00Z');
const hourMs = 3_600_000;

const question = {
  id: 'recommend',
  kind: 'nps',
  required: true,
  text: { en: 'Would you recommend us?', 'zh-Hant': '您會推薦我們嗎？', th: 'คุณจะแนะนำเราไหม' },
};

/** Nobody marks these as complaints, and no score comes with them. */
const complaintsInWords = {
  en: 'I was promised a call back on Monday. Nobody called, and the lift is still broken.',
  zh: '门关不上，打了三次电话都没有人处理，我要投诉。',
  th: 'ประตูปิดไม่ได้ โทรไปสามครั้งแล้วไม่มีใครมาซ่อม ขอร้องเรียน',
};

interface Complaint {
  readonly id: string;
  readonly answers: readonly { readonly id: string; readonly sentAt: string | null }[];
}
interface Job {
  readonly id: string;
  readonly state: string;
  readonly rows: { readonly accepted: number; readonly rejected: number };
}
interface Invitation {
  readonly customer: string;
  readonly status: string;
  readonly link: string | null;
}

/** Everything a company hears: history from a file, a survey, free text in three languages; and one answer that is sent. */
export async function hear(system: RunningSystem, run: string): Promise<Check[]> {
  return [
    ...(await importHistory(system, run)),
    ...(await askCustomers(system, run)),
    ...(await readFreeText(system, run)),
  ];
}

/** A file of years ago: it counts in the figures of its time, and opens nothing. */
async function importHistory(system: RunningSystem, run: string): Promise<Check[]> {
  const touchpoint = `${run}-branch`;
  const scores = Array.from({ length: historyRows }, (_, at) => (at * 7) % 11);
  const lines = scores.map((nps, at) => {
    const occurredAt = new Date(historyFrom + at * hourMs).toISOString();
    return `${run}-old-${at},${run}-old-${at % 40},survey,${touchpoint},${nps},"Row ${at}, of the old system",${occurredAt}`;
  });
  const form = new FormData();
  for (const [name, value] of Object.entries({ kind: 'feedback', source: run })) form.append(name, value);
  const file = ['id,customer,method,touchpoint,answers.nps,text,occurredAt', ...lines].join('\n');
  form.append('file', new Blob([file]), 'old-system.csv');
  const sent = await fetch(`${system.serviceUrl('feedback')}/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${system.keys.crm}` },
    body: form,
  });
  if (sent.status !== 202) throw new Error(`The import was not taken: ${sent.status} ${await sent.text()}`);
  const { id } = (await sent.json()) as Job;
  const crm = system.api('feedback', 'crm');
  const job = await settle(
    async () => expectStatus(await crm.get<Job>(`/v1/imports/${id}`), 200),
    ({ state }) => state === 'completed',
  );
  const counted = await settle(
    async () => {
      const path = `/v1/scores?metric=nps&touchpoint=${touchpoint}&from=2023-01-01&to=2024-01-01`;
      const answer = await system.api('analytics', 'analyst').get<Page<{ n: number; value: number | null }>>(path);
      return expectStatus(answer, 200).items[0];
    },
    (row) => row?.n === historyRows,
  );
  const opened = await system
    .api('complaints', 'handler')
    .get<Page<unknown>>(`/v1/complaints?touchpoint=${touchpoint}`);
  const share = (of: (nps: number) => boolean) => (100 * scores.filter(of).length) / historyRows;
  const byHand = share((nps) => nps >= 9) - share((nps) => nps <= 6);
  return [
    { what: 'rows of history', said: { file: historyRows, accepted: job.rows.accepted, analytics: counted?.n } },
    { what: 'NPS of that time', said: { 'by hand': byHand.toFixed(6), analytics: counted?.value?.toFixed(6) } },
    { what: 'opened by history', said: { complaints: expectStatus(opened, 200).items.length, expected: 0 } },
  ];
}

/** A programme asks after a visit; a second one leaves alone whom the first has asked; one customer answers on the page. */
async function askCustomers(system: RunningSystem, run: string): Promise<Check[]> {
  const [crm, manager] = [system.api('feedback', 'crm'), system.api('feedback', 'manager')];
  const customers = ['anna', 'bo', 'chai'].map((name) => `${run}-${name}`);
  const touchpoint = `${run}-visit`;
  const ids = { visit: `${run}-after-visit`, relation: `${run}-relation` };
  const publish = async (id: string, name: string, trigger: object): Promise<void> => {
    const body = { name, trigger, questions: [question], quarantine: 'P30D' };
    expectStatus(await manager.put(`/v1/programmes/${id}`, body), 200);
    expectStatus(await manager.post(`/v1/programmes/${id}/start`, {}), 200);
  };
  const invited = async (id: string): Promise<readonly Invitation[]> =>
    expectStatus(await crm.get<Page<Invitation>>(`/v1/programmes/${id}/invitations?limit=500`), 200).items;

  await publish(ids.visit, 'After a visit', { kind: 'interaction', types: [`${run}-visit`] });
  for (const customer of customers.slice(0, 2)) {
    const occurredAt = new Date().toISOString();
    const visit = { source: run, id: `visit-${customer}`, type: `${run}-visit`, customer, touchpoint, occurredAt };
    expectStatus(await crm.post('/v1/interactions', visit), 201);
  }
  const asked = await settle(
    () => invited(ids.visit),
    (all) => all.length === 2,
  );
  await publish(ids.relation, 'How are we doing?', { kind: 'list', customers });
  const progress = await settle(
    async () => {
      const path = `/v1/programmes/${ids.relation}/progress`;
      const answer = await manager.get<{ waiting: number; invitations: object; skipped: Record<string, number> }>(path);
      return expectStatus(answer, 200);
    },
    ({ waiting, skipped }) => waiting === 0 && skipped.quarantine === 2,
  );
  const link = new URL(new URL(asked[0]?.link ?? '').pathname, system.serviceUrl('feedback'));
  const fields = { shown: 'recommend', 'a.recommend': '9', step: 'send' };
  const page = await fetch(link, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  const answered = await settle(
    async () => (await invited(ids.visit)).filter(({ status }) => status === 'answered').length,
    (count) => count === 1,
  );
  const feedback = await settle(
    async () => {
      const answer = await system
        .api('feedback', 'analyst')
        .get<Page<{ answers: { nps?: number } }>>(`/v1/feedback?customer=${asked[0]?.customer}`);
      return expectStatus(answer, 200).items.map(({ answers }) => answers?.nps);
    },
    (scores) => scores.length === 1,
  );
  for (const id of Object.values(ids)) expectStatus(await manager.post(`/v1/programmes/${id}/end`, {}), 200);
  return [
    { what: 'invited after a visit', said: { invitations: asked.length, expected: 2 } },
    { what: 'left alone: quarantine', said: { decisions: progress.skipped.quarantine, expected: 2 } },
    { what: 'answered on the page', said: { page: page.status === 303 ? 1 : page.status, invitations: answered } },
    { what: 'what was answered', said: { page: 9, feedback: feedback[0] } },
  ];
}

/** Complaints that only words tell, in three languages; the first is answered, and the answer is sent. */
async function readFreeText(system: RunningSystem, run: string): Promise<Check[]> {
  const crm = system.api('feedback', 'crm');
  const found: Record<string, string> = {};
  for (const [language, text] of Object.entries(complaintsInWords)) {
    const record = {
      source: run,
      id: `words-${language}`,
      customer: `${run}-words-${language}`,
      method: 'email',
      text,
    };
    const { complaint } = expectStatus(
      await crm.post<{ complaint: { verdict: string } }>('/v1/feedback', {
        ...record,
        occurredAt: new Date().toISOString(),
      }),
      201,
    );
    found[language] = complaint.verdict === 'none' ? 'missed' : 'found';
  }
  const expected = Object.fromEntries(Object.keys(complaintsInWords).map((language) => [language, 'found']));
  return [{ what: 'complaints in words', said: { classification: found, expected } }, await sendAnswer(system, run)];
}

/** An answer counts as one when somebody says that it went out. */
async function sendAnswer(system: RunningSystem, run: string): Promise<Check> {
  const as = (role: 'call_centre' | 'handler') => system.api('complaints', role);
  const body = { customer: `${run}-owed`, text: 'The invoice shows the old address.', channel: 'phone' };
  const { id } = expectStatus(await as('call_centre').post<Complaint>('/v1/complaints', body), 201);
  const command = async (name: string, more: object): Promise<Complaint> =>
    expectStatus(
      await as('handler').post<Complaint>(`/v1/complaints/${id}/${name}`, { onBehalfOf: 'demo', ...more }),
      200,
    );
  const said = { outcome: 'upheld', reasons: ['data'], channel: 'email', text: 'The address is corrected.' };
  const { answers } = await command('answer', said);
  const sent = answers[0]?.sentAt
    ? answers
    : (await command(`answers/${answers[0]?.id}/sent`, { channel: 'email' })).answers;
  for (const name of ['resolve', 'close']) await command(name, {});
  return {
    what: 'answers that were sent',
    said: { complaint: sent.filter(({ sentAt }) => sentAt).length, expected: 1 },
  };
}
