import { readFileSync } from 'node:fs';

const { exclude: _exclude, ...swc } = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
swc.jsc.rewriteRelativeImportExtensions = false;

const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['harken-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.nx/', '<rootDir>/.harken/'],
};

const onTheStack = { ...common, globalSetup: '<rootDir>/libs/testing/global-setup.mjs' };

/** unit: pure and quick. integration: real Postgres and Kafka. journeys: the whole system from outside. browser: its pages in Chromium. compose: the journeys in containers. */
export default {
  // Jest reads it here only, not in a project.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,tests}/**/*.spec.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '\\.integration\\.spec\\.ts$',
        '<rootDir>/tests/(journeys|browser|compose|clients)/',
        '/fixtures/',
      ],
    },
    {
      ...onTheStack,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,tools,tests}/**/*.integration.spec.ts'],
    },
    { ...onTheStack, displayName: 'journeys', testMatch: ['<rootDir>/tests/journeys/**/*.spec.ts'] },
    { ...onTheStack, displayName: 'clients', testMatch: ['<rootDir>/tests/clients/**/*.spec.ts'] },
    { ...onTheStack, displayName: 'browser', testMatch: ['<rootDir>/tests/browser/**/*.spec.ts'] },
    { ...common, displayName: 'compose', testMatch: ['<rootDir>/tests/compose/**/*.spec.ts'] },
  ],
};
