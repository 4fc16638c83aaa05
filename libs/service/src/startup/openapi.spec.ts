import { beforeAll, describe, expect, it } from '@jest/globals';
import { notesService } from '../fixtures/notes.fixture.ts';
import { checkOpenApi } from '../openapi/check-openapi.ts';
import { lintOpenApi } from '../openapi/lint-openapi.ts';
import type { OpenApiDocument } from '../openapi/openapi-types.ts';
import { generateOpenApi } from './generate-openapi.ts';

let document: OpenApiDocument;
beforeAll(async () => {
  document = await generateOpenApi(notesService);
});

describe('the OpenAPI document', () => {
  it('is complete', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(checkOpenApi(document)).toEqual([]);
  });

  it('passes the linter', async () => {
    expect(await lintOpenApi(document)).toEqual([]);
  });

  it('lists roles, problems and headers of every operation', () => {
    const create = document.paths['/v1/notes']?.post;
    expect(create?.['x-roles']).toEqual(['crm']);
    expect(create?.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(create?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '409', '413', '415', '422', '429', '503']),
    );
    expect(create?.parameters?.map(({ name }) => name)).toContain('Idempotency-Key');
    const change = document.paths['/v1/notes/{id}']?.put;
    expect(Object.keys(change?.responses ?? {})).toEqual(expect.arrayContaining(['404', '412']));
    expect(document.paths['/v1/notes/stream']?.get?.security).toEqual([]);
  });

  it('is reported as incomplete when something is missing', () => {
    const bare = structuredClone(document);
    const create = bare.paths['/v1/notes']?.post;
    if (!create) throw new Error('no such operation');
    delete create.summary;
    create.description = 'Roles: crm.';
    create.requestBody = { content: { 'application/json': { schema: {} } } };
    expect(checkOpenApi(bare)).toEqual([
      'POST /v1/notes has no summary',
      'POST /v1/notes has no description',
      'POST /v1/notes has no example of its application/json body',
    ]);
  });

  it('has no schema with a field of its own name, which generated Python clients lose (case 21)', () => {
    const colliding = structuredClone(document) as { components: { schemas: Record<string, object> } };
    colliding.components.schemas.NoteList = { type: 'object', properties: { note_list: { type: 'array' } } };
    expect(checkOpenApi(colliding as unknown as OpenApiDocument)).toContain(
      'The schema NoteList has a field of its own name',
    );
  });
});
