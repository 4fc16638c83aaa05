import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { documentsService, greeting, prices, publications, recipes } from '../fixtures/documents.fixture.ts';
import { type RunningNotes, runDefinition } from '../fixtures/run-notes.fixture.ts';
import { checkOpenApi } from '../openapi/check-openapi.ts';
import { lintOpenApi } from '../openapi/lint-openapi.ts';
import { generateOpenApi } from '../startup/generate-openapi.ts';

let app: RunningNotes;
let key: string;
beforeAll(async () => {
  app = await runDefinition(documentsService);
  key = await app.keyOf('manager');
}, 60_000);
afterAll(() => app?.stop());
beforeEach(() => {
  publications.length = 0;
});

const get = (path: string) => app.call('GET', path, { key });
const put = (path: string, body: unknown, version?: number) =>
  app.call('PUT', path, { key, body, headers: version === undefined ? {} : { 'if-match': `"${version}"` } });
const db = () => app.service.dataSource;

describe('a document that a service has once', () => {
  it('is what ships, as version 0, until the first publication', async () => {
    const read = await get('/v1/greeting');
    expect([read.status, read.headers.get('etag')]).toEqual([200, '"0"']);
    expect(read.body).toEqual({ opening: 'Hello', ending: 'Bye', language: 'en', version: 0 });
  });

  it('is published whole, with its defaults, under If-Match', async () => {
    const published = await put('/v1/greeting', { opening: 'Good day' }, 0);
    expect([published.status, published.headers.get('etag')]).toEqual([200, '"1"']);
    expect(published.body).toEqual({ opening: 'Good day', ending: 'Bye', language: 'en', version: 1 });
    expect((await get('/v1/greeting')).body).toEqual(published.body);
    const stale = await put('/v1/greeting', { opening: 'Hi' }, 0);
    expect([stale.status, stale.body.code, stale.body.version]).toEqual([412, 'greeting.stale', 1]);
    expect((await put('/v1/greeting', { opening: 'Hi', ending: 'Ciao' })).body.version).toBe(2);
  });

  it('keeps its defaults with the version, but not what ships', async () => {
    const rows = await db().query('SELECT version, content, published_by FROM greetings ORDER BY version');
    expect(rows).toEqual([
      { version: 1, content: { opening: 'Good day', ending: 'Bye' }, published_by: 'manager' },
      { version: 2, content: { opening: 'Hi', ending: 'Ciao' }, published_by: 'manager' },
    ]);
  });

  it('is refused with every fault, by its class and by its rules', async () => {
    const wrong = await put('/v1/greeting', { opening: [[]], closing: 'x' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request.invalid']);
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/closing',
      '/opening',
    ]);
    const rude = await put('/v1/greeting', { opening: 'rude' });
    expect([rude.status, rude.body.code, rude.body.errors[0].code]).toEqual([400, 'greeting.invalid', 'greeting.rude']);
    expect((await app.call('PUT', '/v1/greeting', { body: { opening: 'x' } })).status).toBe(403);
    expect((await app.call('GET', '/v1/greeting')).status).toBe(200);
  });

  it('may take what GET gives, and ignores what only the answer has', async () => {
    const { language: _, ...read } = (await get('/v1/greeting')).body;
    const again = await put('/v1/greeting', { ...read, publishedAt: 'x' });
    expect([again.status, again.body.version]).toEqual([200, read.version + 1]);
  });

  it('gives its versions one after the other when many publish at once', async () => {
    const { version } = await greeting.current(db());
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) => put('/v1/greeting', { opening: `Number ${n}` }, n < 4 ? version : undefined)),
    );
    const taken = all.filter(({ status }) => status === 200).map(({ body }) => body.version);
    expect(taken.sort((a, b) => a - b)).toEqual(taken.map((_, n) => version + 1 + n));
    expect(all.filter(({ status }) => status === 412).length).toBeGreaterThanOrEqual(3);
  });

  it('is read as the same object while no other version is in force, and once it is, at once', async () => {
    const first = await greeting.current(db());
    expect(await greeting.current(db())).toBe(first);
    await put('/v1/greeting', { opening: 'New' });
    expect((await greeting.current(db())).opening).toBe('New');
  });

  it('is not remembered from a transaction that is rolled back', async () => {
    const { version } = await greeting.current(db());
    const publish = { content: { opening: 'Never' }, expectedVersion: undefined, actor: 'tests' };
    const rolledBack = db().transaction(async (tx) => {
      expect((await greeting.publish(publish, tx)).version).toBe(version + 1);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect((await greeting.current(db())).version).toBe(version);
  });
});

describe('a document with dates', () => {
  const soon = () => new Date(Date.now() + 3_600_000).toISOString();

  it('says when it takes effect, and when and by whom it was published', async () => {
    const first = await get('/v1/price-list');
    expect(first.body).toEqual({
      ...{ price: 1, version: 1, effectiveFrom: '1970-01-01T00:00:00.000Z' },
      ...{ publishedAt: expect.any(String), publishedBy: 'system' },
    });
    const published = await put('/v1/price-list', { price: 2 });
    expect(published.body).toMatchObject({ price: 2, version: 2, publishedBy: 'manager' });
    expect((await get('/v1/price-list')).body).toEqual(published.body);
    expect(publications).toEqual([
      { published: expect.objectContaining({ price: 2, version: 2 }), previousVersion: 1, scheduled: false },
    ]);
  });

  it('holds from its date on; If-Match means the newest there is', async () => {
    const effectiveFrom = soon();
    const later = await put('/v1/price-list', { price: 3, effectiveFrom }, 2);
    expect(later.body).toMatchObject({ version: 3, effectiveFrom });
    expect((await get('/v1/price-list')).body.version).toBe(2);
    expect((await get('/v1/price-list?version=3')).body).toEqual(later.body);
    expect((await put('/v1/price-list', { price: 4 }, 2)).status).toBe(412);
    expect((await put('/v1/price-list', { price: 4 }, 3)).body.version).toBe(4);
    expect((await prices.current(db())).price).toBe(4);
    expect(publications.map(({ scheduled }) => scheduled)).toEqual([true, false]);
    const past = await put('/v1/price-list', { price: 5, effectiveFrom: '2020-01-01T00:00:00Z' });
    expect([past.status, past.body.code]).toEqual([400, 'price-list.invalid']);
  });

  it('has a history in pages', async () => {
    const page = (await get('/v1/price-list/versions?limit=3')).body;
    expect(page.items.map(({ version }: { version: number }) => version)).toEqual([4, 3, 2]);
    const rest = (await get(`/v1/price-list/versions?limit=3&cursor=${page.next}`)).body;
    expect([rest.items.map(({ price }: { price: number }) => price), rest.next]).toEqual([[1], null]);
    expect((await get('/v1/price-list?version=99')).status).toBe(404);
    expect((await get('/v1/price-list?version=x')).body.errors[0].pointer).toBe('/query/version');
  });

  it('is one column of a larger statement, with columns of its own', async () => {
    const { manager } = db();
    const [row] = await manager.query(
      `SELECT to_json(p) AS prices FROM (${prices.selectCurrent('$1', 'is_high')}) p`,
      [0],
    );
    expect(row.prices).toMatchObject({ version: 4, content: { price: 4 }, is_high: false });
    const [known] = await manager.query(`SELECT to_json(p) AS prices FROM (${prices.selectCurrent('$1')}) p`, [
      prices.knownVersion(manager),
    ]);
    expect(known.prices).toEqual({ version: 4, content: null });
    expect(prices.fromRow(known.prices, manager)).toBe(await prices.current(manager));
  });
});

describe('documents of one kind by id', () => {
  it('are published, read and listed by id, each with its versions', async () => {
    const missing = await get('/v1/recipes/soup');
    expect([missing.status, missing.body.code]).toEqual([404, 'recipe.not-found']);
    expect((await put('/v1/recipes/soup', { steps: ['Stir.'] })).body).toMatchObject({ id: 'soup', version: 1 });
    expect((await put('/v1/recipes/soup', { steps: ['Stir well.'] }, 1)).body).toMatchObject({ version: 2 });
    expect((await put('/v1/recipes/bread', { steps: [] })).body).toMatchObject({ id: 'bread', version: 1 });
    expect((await get('/v1/recipes/soup')).body).toMatchObject({ steps: ['Stir well.'], version: 2 });
    const page = (await get('/v1/recipes?limit=1')).body;
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual(['bread']);
    const rest = (await get(`/v1/recipes?limit=1&cursor=${page.next}`)).body;
    expect([rest.items[0].id, rest.items[0].version, rest.next]).toEqual(['soup', 2, null]);
    const versions = (await get('/v1/recipes/soup/versions')).body;
    expect(versions.items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    expect((await get('/v1/recipes/stew/versions')).status).toBe(404);
  });

  it('are refused by schema, id, rule and version', async () => {
    expect((await put('/v1/recipes/soup', { steps: [[]] })).body.errors[0].pointer).toBe('/steps/0');
    expect((await put('/v1/recipes/Soup', { steps: [] })).body.errors[0].pointer).toBe('/path/recipeId');
    expect((await put('/v1/recipes/water', { steps: [] })).body.code).toBe('recipe.fixed');
    const stale = await put('/v1/recipes/stew', { steps: [] }, 1);
    expect([stale.status, stale.body.version]).toEqual([412, null]);
  });

  it('are read all at once, as the same object until one is published', async () => {
    const { manager } = db();
    const all = await recipes.all(manager);
    expect(all.versions.map(({ id, version }) => `${id} ${version}`).sort()).toEqual(['bread 1', 'soup 1', 'soup 2']);
    expect(await recipes.all(manager)).toBe(all);
    await put('/v1/recipes/stew', { steps: ['Wait.'] });
    expect((await recipes.all(manager)).revision).toBe(all.revision + 1);
  });
});

it('versions are never changed by the service', async () => {
  await expect(db().query('UPDATE greetings SET version = 9')).rejects.toThrow('permission denied');
  await expect(db().query('DELETE FROM recipes')).rejects.toThrow('permission denied');
});

it('the routes of documents are described whole', async () => {
  const document = await generateOpenApi(documentsService);
  expect(checkOpenApi(document)).toEqual([]);
  expect(await lintOpenApi(document)).toEqual([]);
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(ids.sort()).toEqual([
    ...['Greeting_publish', 'Greeting_read', 'PriceList_publish', 'PriceList_read', 'PriceList_versions'],
    ...['Recipes_list', 'Recipes_publish', 'Recipes_read', 'Recipes_versions'],
  ]);
});
