import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningNotes, runNotes } from './fixtures/run-notes.fixture.ts';

let notes: RunningNotes;
beforeAll(async () => {
  notes = await runNotes();
});
afterAll(() => notes?.stop());

describe('a request', () => {
  it('is answered', async () => {
    const made = await notes.call('POST', '/v1/notes', { body: { text: 'one' } });
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toMatchObject({ text: 'one', version: 1 });
  });
});
