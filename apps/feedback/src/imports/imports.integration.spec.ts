import { gzipSync } from 'node:zlib';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import iconv from 'iconv-lite';
import { type Reply, type RunningFeedback, runFeedback } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
});
afterAll(() => app?.stop());

const send = (file: string | Buffer, fields: Record<string, string>, key?: string): Promise<Reply> =>
  app.upload('/v1/imports', { file: Buffer.from(file as string), fields, ...(key && { key }) });

const ended = (id: string, state = 'completed') =>
  eventually(async () => {
    const { body } = await app.call('GET', `/v1/imports/${id}`);
    if (['failed', 'completed', 'paused', 'cancelled'].includes(body.state)) expect(body.state).toBe(state);
    return body.state === state ? body : false;
  });
const imported = async (file: string | Buffer, fields: Record<string, string>, state?: string) => {
  const { status, body } = await send(file, fields);
  expect([status, body.errors]).toEqual([202, undefined]);
  return ended(body.id, state);
};
const errorsOf = async (id: string): Promise<string[]> =>
  (await app.call('GET', `/v1/imports/${id}/errors`)).body.trimEnd().split('\r\n');

const day = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
const feedbackCsv = (ids: readonly string[], at = ago(1)) =>
  ['id,customer,method,answers.nps,text,occurredAt', ...ids.map((id) => `${id},c-${id},survey,9,fine,${at}`)].join(
    '\n',
  );

describe('POST /v1/imports', () => {
  it('takes CSV whose columns are named after the fields, each row by itself', async () => {
    const file = `${feedbackCsv(['a1', 'a2'])}\na3,c-a3,survey,11,"too many",${ago(1)}\na4,"c-a4\na5,c-a5,survey,3,,${ago(1)}\na1,c-a1,survey,0,other,${ago(1)}`;
    const job = await imported(file, { kind: 'feedback', source: 'poll' });
    expect(job).toMatchObject({
      format: 'csv',
      encoding: { name: 'utf-8', certainty: 'valid' },
      rows: { read: 6, accepted: 3, duplicates: 0, rejected: 3 },
      problem: null,
    });
    expect(job.endedAt).not.toBeNull();
    expect(await errorsOf(job.id)).toEqual([
      'row,line,code,pointer,detail,id,customer,method,answers.nps,text,occurredAt',
      expect.stringMatching(/^3,4,out-of-range,\/answers\/nps,must be <= 10,a3,c-a3,survey,11,too many,/),
      expect.stringMatching(/^4,5,(quote-not-closed|text-after-quote),,.*,"a4,""c-a4"$/),
      expect.stringMatching(/^6,7,feedback\.differs,,/),
    ]);
    const list = await app.call('GET', '/v1/feedback?customer=c-a1,c-a2,c-a5', { as: 'handler' });
    expect(
      list.body.items.map(({ source, sourceId }: { source: string; sourceId: string }) => [source, sourceId]).sort(),
    ).toEqual([
      ['poll', 'a1'],
      ['poll', 'a2'],
      ['poll', 'a5'],
    ]);
  });

  it('finds duplicates when a file comes again', async () => {
    const file = feedbackCsv(['d1', 'd2', 'd3']);
    await imported(file, { kind: 'feedback' });
    const again = await imported(gzipSync(file), { kind: 'feedback' });
    expect(again.rows).toEqual({ read: 3, accepted: 0, duplicates: 3, rejected: 0 });
  });

  it('takes what is old as history, and finds it again as a duplicate', async () => {
    const file = `${feedbackCsv(['h1'], ago(40))}\n${feedbackCsv(['h2'], ago(20)).split('\n')[1]}`;
    await imported(file, { kind: 'feedback' });
    const { body } = await app.call('GET', '/v1/feedback?customer=c-h1,c-h2', { as: 'handler' });
    expect(
      body.items.map(({ sourceId, history }: { sourceId: string; history: boolean }) => [sourceId, history]),
    ).toEqual([
      ['h2', false],
      ['h1', true],
    ]);
    const events = (await app.published('harken.feedback.feedback-received.v1')).filter(
      ({ data }) => data.sourceId === 'h1',
    );
    expect(events.map(({ data }) => data.history)).toEqual([true]);
    expect((await imported(file, { kind: 'feedback' })).rows).toMatchObject({ duplicates: 2 });
  });

  it('takes NDJSON of interactions and of customers', async () => {
    const interactions = [
      { source: 'crm', id: 'n1', type: 'visit', customer: 'c-n1', occurredAt: ago(2), data: { room: 3 } },
      { source: 'crm', id: 'n2', type: 'visit', occurredAt: ago(2) },
    ];
    const job = await imported(interactions.map((one) => JSON.stringify(one)).join('\n'), {
      kind: 'interactions',
      format: 'ndjson',
    });
    expect(job.rows).toMatchObject({ accepted: 1, rejected: 1 });
    expect((await errorsOf(job.id))[1]).toMatch(/^2,2,required,\/customer,is required,/);
    const customers =
      '{"externalId":"c-n1","name":"Anna","tier":"gold"}\n{"externalId":"c-n1","name":"Anna","tier":"gold"}\n';
    expect((await imported(customers, { kind: 'customers', format: 'ndjson' })).rows).toMatchObject({
      accepted: 1,
      duplicates: 1,
    });
    expect((await app.call('GET', '/v1/customers/c-n1')).body).toMatchObject({
      name: 'Anna',
      tier: 'gold',
      stub: false,
    });
  });

  it('takes the first sheet of a workbook', async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet('Answers').addRows([
      ['id', 'customer', 'method', 'answers.nps', 'occurredAt'],
      ['x1', 'c-x1', 'survey', 7, new Date(Date.UTC(2026, 2, 2, 9, 15))],
    ]);
    const job = await imported(Buffer.from(await book.xlsx.writeBuffer()), { kind: 'feedback' });
    expect([job.format, job.encoding, job.rows.accepted]).toEqual(['xlsx', null, 1]);
  });

  it('stores nothing in a dry run', async () => {
    const job = await imported(`${feedbackCsv(['y1'])}\ny2,,,,,`, { kind: 'feedback', dryRun: 'true' });
    expect(job).toMatchObject({ dryRun: true, rows: { read: 2, accepted: 1, rejected: 1 } });
    expect((await app.call('GET', '/v1/feedback?customer=c-y1', { as: 'handler' })).body.items).toEqual([]);
    expect(
      (await app.published('harken.feedback.feedback-received.v1')).some(({ data }) => data.sourceId === 'y1'),
    ).toBe(false);
  });

  it('gives the same import for the same key, file and fields, whatever the boundary of the form', async () => {
    const file = feedbackCsv(['k1']);
    const first = await send(file, { kind: 'feedback' }, 'import-1');
    const repeat = await send(file, { kind: 'feedback' }, 'import-1');
    expect([repeat.status, repeat.body.id]).toEqual([202, first.body.id]);
    expect((await send(`${file}\n`, { kind: 'feedback' }, 'import-1')).status).toBe(422);
    await ended(first.body.id);
  });

  it('reads an export of Zendesk by the mapping that ships', async () => {
    const file =
      'Id,Requester id,Subject,Via,Satisfaction Score,Created at\n4711,77,No keys,Mail,Bad,2026-03-02 09:15\n';
    const job = await imported(file, { mapping: 'zendesk' });
    expect(job).toMatchObject({ kind: 'feedback', mapping: { name: 'zendesk', version: 1 }, rows: { accepted: 1 } });
    const { body } = await app.call('GET', '/v1/feedback?customer=77', { as: 'handler' });
    expect(body.items).toMatchObject([{ source: 'zendesk', sourceId: '4711', method: 'email', answers: { csat: 1 } }]);
  });
});

describe('the encoding of a file', () => {
  const thai = 'แอร์เสียตั้งแต่วันแรก ช่างไม่มาตามนัด ขอให้ผู้จัดการติดต่อกลับ';
  const chinese = '鑰匙不合，沒有人回電話。我已經等了三個星期，請經理跟我聯絡。';
  const fileOf = (id: string, text: string) =>
    `id,customer,method,text,occurredAt\n${id},c-${id},call,${text},${ago(1)}\n`;

  it.each([
    ['e1', 'windows-874', thai],
    ['e2', 'big5', chinese],
  ])('is confirmed by a person where it is a guess: %s in %s', async (id, encoding, text) => {
    const bytes = iconv.encode(fileOf(id, text), encoding);
    const waiting = await imported(bytes, { kind: 'feedback' }, 'paused');
    expect(waiting).toMatchObject({
      waitingFor: 'encoding',
      encoding: { name: encoding, certainty: 'guess' },
      sample: [{ text }],
      rows: { read: 0 },
    });
    const dry = await imported(bytes, { kind: 'feedback', dryRun: 'true' });
    expect([dry.encoding.name, dry.rows.accepted]).toEqual([encoding, 1]);
    expect((await app.call('POST', `/v1/imports/${waiting.id}/resume`)).status).toBe(200);
    const job = await ended(waiting.id);
    expect(job).toMatchObject({ encoding: { name: encoding, certainty: 'confirmed' }, rows: { accepted: 1 } });
    const { body } = await app.call('GET', `/v1/feedback?customer=c-${id}`, { as: 'handler' });
    expect(body.items[0].text).toBe(text);
  });

  it('can be another one than the guess', async () => {
    const bytes = iconv.encode(fileOf('e3', 'Tür “zu”'), 'windows-1252');
    const { id } = await imported(bytes, { kind: 'feedback', language: 'th' }, 'paused');
    await app.call('POST', `/v1/imports/${id}/resume`, { body: { encoding: 'windows-1252' } });
    expect((await ended(id)).sample).toMatchObject([{ text: 'Tür “zu”' }]);
  });

  it('needs nobody with a byte order mark or when it is declared', async () => {
    const marked = iconv.encode(fileOf('e4', chinese), 'utf-16le', { addBOM: true });
    expect((await imported(marked, { kind: 'feedback' })).encoding).toEqual({
      name: 'utf-16le',
      certainty: 'byte-order-mark',
    });
    const declared = iconv.encode(fileOf('e5', chinese), 'big5');
    expect((await imported(declared, { kind: 'feedback', encoding: 'big5' })).rows.accepted).toBe(1);
  });
});

describe('an import', () => {
  it.each([
    ['not-gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7])],
    [
      'unpacks-too-large',
      gzipSync(Buffer.concat([Buffer.from('id,customer,method,occurredAt\n'), Buffer.alloc(64 << 20)])),
    ],
    ['not-xlsx', Buffer.from('PK\u0003\u0004 is a beginning only')],
    ['no-header', Buffer.from('\n\n')],
    ['repeated-column', Buffer.from('id,id,method,customer,occurredAt\n')],
    ['missing-columns', Buffer.from('id,method,occurredAt,customr\n1,survey,2026-01-01,c')],
  ])('fails as a whole with a code of its own: %s', async (code, file) => {
    const fields = code === 'missing-columns' ? { mapping: 'zendesk' } : { kind: 'feedback' };
    expect((await imported(file, fields, 'failed')).problem).toMatchObject({ code });
  });

  it('keeps its neighbours whatever stands in a row', async () => {
    const rows = [
      'w1,c-w1,survey,"a\0b"',
      'w2,c-w2,survey,"=cmd()"',
      `w3,c-w3,survey,${'x'.repeat(2 << 20)}`,
      'w4,c-w4,survey,ok',
    ];
    const job = await imported(
      `id,customer,method,text,occurredAt\n${rows.map((row) => `${row},${ago(1)}`).join('\n')}`,
      { kind: 'feedback' },
    );
    expect(job.rows).toEqual({ read: 4, accepted: 2, duplicates: 0, rejected: 2 });
    const errors = await errorsOf(job.id);
    expect(errors.map((line) => line.split(',')[2])).toEqual(['code', 'wrong-characters', 'too-long']);
  });

  it('is paused, resumed and cancelled; what is stored stays', async () => {
    const file = feedbackCsv(Array.from({ length: 20_000 }, (_, at) => `p${at}`));
    const { body } = await send(file, { kind: 'feedback' });
    const command = (name: string) => app.call('POST', `/v1/imports/${body.id}/${name}`);
    await eventually(async () => (await app.call('GET', `/v1/imports/${body.id}`)).body.rows.read > 0);
    const paused = await command('pause');
    expect([paused.status, paused.body.state]).toEqual([200, 'paused']);
    const read = paused.body.rows.read;
    expect((await app.call('GET', `/v1/imports/${body.id}`)).body.rows.read).toBe(read);
    expect((await command('resume')).body.state).toBe('waiting');
    await eventually(async () => (await app.call('GET', `/v1/imports/${body.id}`)).body.rows.read > read);
    const cancelled = await command('cancel');
    expect(cancelled.body).toMatchObject({ state: 'cancelled', endedAt: expect.any(String) });
    expect((await command('resume')).body.code).toBe('import.ended');
    const [{ n }] = await app.service.dataSource.query(
      `SELECT count(*)::int AS n FROM feedback WHERE source_id LIKE 'p%'`,
    );
    expect(n).toBe(cancelled.body.rows.accepted);
    const [{ chunks }] = await app.service.dataSource.query('SELECT count(*)::int AS chunks FROM import_chunks');
    expect(chunks).toBe(0);
  });

  it('is refused in its form', async () => {
    const codes = async (reply: Promise<Reply>) => {
      const { status, body } = await reply;
      return [status, body.code, body.errors?.[0]?.pointer];
    };
    expect(await codes(app.call('POST', '/v1/imports', { body: {} }))).toEqual([400, 'request.invalid', '']);
    expect(await codes(send('id\n1', {}))).toEqual([400, 'request.invalid', '/kind']);
    expect(await codes(send('id\n1', { kind: 'stones' }))).toEqual([400, 'request.invalid', '/kind']);
    expect(await codes(send('id\n1', { kind: 'feedback', colour: 'red' }))).toEqual([
      400,
      'request.invalid',
      '/colour',
    ]);
    expect(await codes(send('id\n1', { mapping: 'nobody' }))).toEqual([400, 'request.invalid', '/mapping']);
    expect(await codes(send('id\n1', { mapping: 'zendesk-complaints' }))).toEqual([409, 'import.not-here', undefined]);
    const broken = {
      type: 'multipart/form-data; boundary=x',
      body: '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nid',
    };
    expect(await codes(app.call('POST', '/v1/imports', broken))).toEqual([400, 'body.malformed', undefined]);
    expect(await codes(app.call('POST', '/v1/imports', { type: 'multipart/form-data', body: 'x' }))).toEqual([
      400,
      'body.malformed',
      undefined,
    ]);
    expect(await codes(app.call('POST', '/v1/feedback', broken))).toEqual([
      415,
      'body.unsupported-media-type',
      undefined,
    ]);
    expect((await app.call('GET', '/v1/imports/01926f3a-7c1e-7b54-9d0e-00000000ffff')).body.code).toBe(
      'import.not-found',
    );
    const [{ files }] = await app.service.dataSource.query('SELECT count(*)::int AS files FROM import_files');
    expect(files).toBe(0);
  });
});

describe('PUT /v1/mappings/{name}', () => {
  const mapping = {
    kind: 'feedback',
    zone: 'Asia/Bangkok',
    fields: [
      { field: 'id', columns: ['No.'] },
      { field: 'source', constant: 'paper' },
      { field: 'customer', columns: ['Member'] },
      { field: 'method', constant: 'survey' },
      { field: 'answers.ratings.0.name', constant: 'speed' },
      { field: 'answers.ratings.0.value', columns: ['Speed'] },
      { field: 'answers.ratings.0.min', constant: '1' },
      { field: 'answers.ratings.0.max', constant: '5' },
      { field: 'occurredAt', columns: ['Date'], formats: ['d/M/yyyy'] },
    ],
  };

  it('publishes a mapping that imports use', async () => {
    const published = await app.call('PUT', '/v1/mappings/paper', { body: mapping });
    expect([published.status, published.body]).toMatchObject([200, { id: 'paper', version: 1, kind: 'feedback' }]);
    const read = await app.call('GET', '/v1/mappings/paper');
    expect((await app.call('PUT', '/v1/mappings/paper', { body: read.body })).body.version).toBe(2);
    const job = await imported('No.,Member,Speed,Date\n1,c-m1,4,2/3/2569\n', { mapping: 'paper' });
    expect([job.mapping, job.rows.accepted]).toEqual([{ name: 'paper', version: 2 }, 1]);
    const { body } = await app.call('GET', '/v1/feedback?customer=c-m1', { as: 'handler' });
    expect(body.items).toMatchObject([
      { occurredAt: '2026-03-01T17:00:00.000Z', answers: { ratings: [{ name: 'speed', value: 4, min: 1, max: 5 }] } },
    ]);
  });

  it('refuses one by which no record could be made', async () => {
    const { status, body } = await app.call('PUT', '/v1/mappings/bad', {
      body: { ...mapping, fields: mapping.fields.slice(1) },
    });
    expect([status, body.code, body.errors[0]]).toMatchObject([
      400,
      'mapping.invalid',
      { pointer: '/fields', code: 'required' },
    ]);
    expect((await app.call('PUT', '/v1/mappings/Bad%20Name', { body: mapping })).status).toBe(400);
    expect((await app.call('GET', '/v1/mappings/nobody')).body.code).toBe('mapping.not-found');
  });
});

describe('POST /v1/customers/batch', () => {
  it('tells the result of each profile', async () => {
    const updatedAt = '2026-03-02T09:15:00.000Z';
    const items = [
      { externalId: 'b1', tier: 'gold', updatedAt },
      { externalId: 'b2', colour: 'red' },
      { externalId: 'b1', tier: 'silver', updatedAt: '2026-03-01T09:15:00.000Z' },
      { externalId: 'b3' },
      { externalId: 'b1', tier: 'platinum', updatedAt: '2026-03-03T09:15:00.000Z' },
      'no object',
    ];
    const { status, body } = await app.call('POST', '/v1/customers/batch', { body: { items } });
    expect(status).toBe(200);
    expect(body.results.map((result: { status: string }) => result.status)).toEqual([
      'accepted',
      'rejected',
      'duplicate',
      'accepted',
      'accepted',
      'rejected',
    ]);
    expect(body).toMatchObject({ accepted: 3, duplicates: 1, conflicts: 0, rejected: 2 });
    expect((await app.call('GET', '/v1/customers/b1')).body).toMatchObject({
      tier: 'platinum',
      id: body.results[0].id,
    });
    const changes = (await app.published('harken.feedback.customer-changed.v1')).map(({ data }) => data.customer);
    expect(changes.filter((one) => (one as { externalId: string }).externalId === 'b1')).toHaveLength(2);
  });

  it('keeps every profile of batches that come together', async () => {
    const items = (tier: string) => Array.from({ length: 50 }, (_, at) => ({ externalId: `s${(at * 7) % 50}`, tier }));
    const replies = await Promise.all(
      ['a', 'b', 'c', 'd'].map((tier) => app.call('POST', '/v1/customers/batch', { body: { items: items(tier) } })),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [{ n }] = await app.service.dataSource.query(
      `SELECT count(*)::int AS n FROM customers WHERE external_id LIKE 's%'`,
    );
    expect(n).toBe(50);
  });
});
