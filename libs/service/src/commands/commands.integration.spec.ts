import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { doorCommands, doorId, doorsService } from '../fixtures/commands.fixture.ts';
import { type RunningNotes, runDefinition } from '../fixtures/run-notes.fixture.ts';
import { type AnyCommandOf, type BodiesOf, transitionsOf } from '../index.ts';
import { checkOpenApi } from '../openapi/check-openapi.ts';
import { lintOpenApi } from '../openapi/lint-openapi.ts';
import { generateOpenApi } from '../startup/generate-openapi.ts';

let app: RunningNotes;
beforeAll(async () => {
  app = await runDefinition(doorsService);
}, 60_000);
afterAll(() => app?.stop());

const give = (command: string, body?: unknown, headers = {}, path = `1/doors/${doorId}`) =>
  app.call('POST', `/v1/levels/${path}/${command}`, { body, headers });

describe('a table of commands', () => {
  it('is one route a command, under If-Match and Idempotency-Key', async () => {
    const stale = await give('open', {}, { 'if-match': '"9"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'door.stale']);
    const headers = { 'if-match': '"1"', 'idempotency-key': 'once' };
    const opened = await give('open', {}, headers);
    expect([opened.status, opened.headers.get('etag'), opened.body]).toEqual([
      200,
      '"2"',
      { state: 'open', version: 2 },
    ]);
    expect((await give('open', {}, headers)).body).toEqual(opened.body);
    expect((await give('open')).body.code).toBe('door.stuck');
  });

  it('checks the body of each, the id and the other parameters of the address', async () => {
    const wrong = await give('close-and-lock', { code: [[]], by: null, more: 1 });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/by',
      '/code',
      '/more',
    ]);
    expect((await give('open', {}, {}, `x/doors/${doorId}`)).body.errors[0].pointer).toBe('/path/level');
    expect((await give('open', {}, {}, '1/doors/x')).body.errors[0].pointer).toBe('/path/id');
    expect((await give('open', {}, {}, `2/doors/${doorId}`)).status).toBe(404);
  });

  it('tells a command who gives it, and lets in the roles of each only', async () => {
    expect((await give('close-and-lock', { code: '1', by: 'tests' })).body.code).toBe('door.own-name');
    const path = `/v1/levels/1/doors/${doorId}`;
    const key = await app.keyOf('manager');
    expect((await app.call('POST', `${path}/open`, { key, body: {} })).status).toBe(403);
    expect((await app.call('POST', `${path}/close-and-lock`, { key, body: { code: '1' } })).body.state).toBe('locked');
  });

  it('is described whole', async () => {
    const document = await generateOpenApi(doorsService);
    expect(checkOpenApi(document)).toEqual([]);
    expect(await lintOpenApi(document)).toEqual([]);
    const { post } = document.paths['/v1/levels/{level}/doors/{id}/close-and-lock'] ?? {};
    expect(post?.operationId).toBe('DoorCommands_closeAndLock');
    expect(post?.parameters?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['level', 'id', 'If-Match', 'Idempotency-Key']),
    );
    expect(Object.keys(post?.responses ?? {})).toEqual(expect.arrayContaining(['200', '201', '412']));
    expect(post?.requestBody?.content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/LockBody' });
  });

  it('gives what each state allows, and the type of any command', () => {
    expect(transitionsOf(doorCommands)).toEqual({
      closed: { open: 'open', 'close-and-lock': 'locked' },
      open: { 'close-and-lock': 'locked' },
    });
    const lock: BodiesOf<typeof doorCommands>['close-and-lock'] = { code: '1234' };
    const command: AnyCommandOf<typeof doorCommands> = { name: 'close-and-lock', ...lock };
    // @ts-expect-error: a lock needs its code
    const without: AnyCommandOf<typeof doorCommands> = { name: 'close-and-lock' };
    expect([command.name, without.name]).toEqual(['close-and-lock', 'close-and-lock']);
  });
});
