import { checkOpenApi, documentOf, lintOpenApi } from '@harken/service';
import { describe, expect, it, jest } from '@jest/globals';
import { complaintsService } from './complaints.module.ts';

jest.setTimeout(30_000);

describe('the OpenAPI document', () => {
  it('describes every operation, with examples', async () => {
    const document = await documentOf(complaintsService);
    expect(checkOpenApi(document)).toEqual([]);
    expect(await lintOpenApi(document)).toEqual([]);
  });
});
