import type { OpenApiDocument } from './openapi-types.ts';

/** Checks Redocly's recommended rules. Development only: the linter is not installed in production. */
export async function lintOpenApi(document: OpenApiDocument): Promise<string[]> {
  const { createConfig, lintFromString } = await import('@redocly/openapi-core');
  const config = await createConfig({
    extends: ['recommended'],
    rules: {
      'info-license': 'off',
      'info-license-strict': 'off',
      'operation-4xx-response': 'error',
      'tag-description': 'off',
    },
  });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(({ ruleId, message, location }) => `${ruleId} at ${location[0]?.pointer ?? '#'}: ${message}`);
}
