// Compiled and run beside the clients that orval generated: intake, list, commands, calendar.
import { setTimeout as sleep } from 'node:timers/promises';
import { scoresScores } from './analytics.ts';
import {
  calendarsPublish,
  complaintCommandsAcknowledge,
  complaintCommandsAnswer,
  complaintFileRead,
  complaintListList,
} from './complaints.ts';
import { feedbackSubmit, feedbackSubmitEvents, timelineTimeline } from './feedback.ts';
import { alertsPull } from './notifications.ts';
import { touchpointsList } from './touchpoints.ts';

const keys = JSON.parse(process.env.HARKEN_KEYS ?? '{}') as Record<string, string>;
const as = (role: string): RequestInit => ({ headers: { Authorization: `Bearer ${keys[role]}` } });

/** The JSON of an answer; tables also come as text, which is asked for by `Accept`. */
function must<A extends { status: number }, S extends number>(
  answer: A,
  status: S,
): Exclude<Extract<A, { status: S; data: unknown }>['data'], string> {
  if (answer.status === status && 'data' in answer && typeof answer.data !== 'string') return answer.data as never;
  throw new Error(`expected ${status}, got ${JSON.stringify(answer)}`);
}

const customer = `orval-${Date.now()}`;
const record = must(
  await feedbackSubmit(
    {
      ...{ source: 'orval', id: customer, customer, method: 'survey', touchpoint: 'handover' },
      ...{ text: 'The keys did not fit.', answers: { nps: 1 }, occurredAt: '2026-03-02T09:15:00Z' },
    },
    as('crm'),
  ),
  201,
);
if (record.complaint.verdict !== 'certain') throw new Error('no complaint');

const event = { specversion: '1.0', id: `${customer}-event`, source: '/orval', type: 'survey' } as const;
const batch = must(
  await feedbackSubmitEvents([{ ...event, data: { customer, method: 'survey', answers: { nps: 9 } } }], as('crm')),
  200,
);
if (batch.accepted !== 1) throw new Error(JSON.stringify(batch));

async function opened() {
  for (let tries = 0; tries < 100; tries += 1) {
    const { items } = must(await complaintListList({ customer: [customer] }, as('handler')), 200);
    if (items[0]) return items[0];
    await sleep(200);
  }
  throw new Error('the complaint did not come');
}
const { id } = await opened();
const acknowledged = must(await complaintCommandsAcknowledge(id, { reason: 'A human read it.' }, as('handler')), 200);
if (acknowledged.status !== 'acknowledged') throw new Error(acknowledged.status);
const answered = must(
  await complaintCommandsAnswer(
    id,
    { channel: 'email', text: 'We are sorry.', outcome: 'upheld', reasons: ['lock'] },
    as('handler'),
  ),
  200,
);
if (answered.answers.length !== 1) throw new Error('no answer');

const usual = [{ from: '09:00', to: '18:00' }];
const calendar = must(
  await calendarsPublish(
    'orval',
    {
      ...{ name: 'Hong Kong', zone: 'Asia/Hong_Kong', week: { monday: usual, friday: usual } },
      exceptions: [{ date: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }] }],
    },
    as('ops'),
  ),
  200,
);
if (calendar.week.monday?.[0]?.from !== '09:00') throw new Error(JSON.stringify(calendar));

// Unions narrow by their `kind` and `type`.
const { timeline } = must(await complaintFileRead(id, as('handler')), 200);
const texts = timeline.flatMap((entry) => (entry.kind === 'answer' ? [entry.text] : []));
if (texts[0] !== 'We are sorry.') throw new Error(JSON.stringify(timeline));
const entries = must(await timelineTimeline(customer, {}, as('handler')), 200).items;
if (!entries.some((entry) => entry.type === 'feedback' && entry.data.method === 'survey'))
  throw new Error('no feedback');

must(await scoresScores({ metric: 'nps' }, as('analyst')), 200);
must(await touchpointsList({}, as('handler')), 200);
must(await alertsPull({}, as('call_centre')), 200);
console.log('intake, list, commands, calendar: done');
