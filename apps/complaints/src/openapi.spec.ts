import { checkOpenApi, generateOpenApi, lintOpenApi, operationsOf } from '@harken/service';
import { describe, expect, it, jest } from '@jest/globals';
import { complaintsService } from './complaints.module.ts';

jest.setTimeout(30_000);

// What has no version of its own to decide on.
const withoutIfMatch = [
  'POST /v1/complaints',
  'POST /v1/complaints/bulk', // each item brings its own
  'POST /v1/complaints/import', // each line is new, or known by its source and id
  'POST /v1/complaints/imports/{importId}/finish', // once
  'POST /v1/routing-rules/dry-run',
  'POST /v1/response-policy/dry-run',
  'POST /v1/triage/{feedbackId}/dismiss', // decided once
  'POST /v1/triage/{feedbackId}/open',
];

describe('the OpenAPI document', () => {
  it('describes every operation, with examples', async () => {
    const document = await generateOpenApi(complaintsService);
    expect(checkOpenApi(document)).toEqual([]);
    // `imports` is no id of a complaint, and the router takes what is written out first.
    const unlike = /^no-ambiguous-paths .*`\/v1\/complaints\/imports\/\{importId\}`/;
    expect((await lintOpenApi(document)).filter((problem) => !unlike.test(problem))).toEqual([]);
  });

  it('lets every change of one thing be made under If-Match', async () => {
    const changes = operationsOf(await generateOpenApi(complaintsService)).filter(
      ({ place }) => !place.startsWith('GET'),
    );
    const without = changes.filter(({ operation }) => !operation.parameters?.some(({ name }) => name === 'If-Match'));
    expect(changes.length).toBeGreaterThan(25);
    expect(without.map(({ place }) => place).filter((place) => !withoutIfMatch.includes(place))).toEqual([]);
  });
});
