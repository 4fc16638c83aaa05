import type { IForbiddenRuleType } from 'dependency-cruiser';

/**
 * The rooms of the house as import rules (docs/architecture.md). A file's suffix says what it may touch;
 * no suffix means pure. Every rule has a deliberately bad fixture in `fixtures/<rule name>/` that must fail.
 */
const suffixes =
  'table|store|queries|controller|dto|document|commands|use-case|subscriptions|module|config|worker|stream|command|cache|sender|client';
const spec = '\\.(spec|fixture)\\.ts$';
const pure = '^apps/[^/]+/src/[^/]+/[^.]+\\.ts$';
const migrations = '^apps/[^/]+/src/migrations/';
const npm = (...names: string[]) => `node_modules/(${names.join('|')})/`;
const lib = (...names: string[]) => `(^|/)libs/(${names.join('|')})/`;

export const rules: IForbiddenRuleType[] = [
  {
    name: 'no-circles',
    severity: 'error',
    from: { pathNot: 'node_modules' },
    to: { circular: true, viaOnly: { pathNot: 'node_modules' } },
  },
  {
    name: 'apps-never-import-apps',
    severity: 'error',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'apps-never-import-tools-or-tests',
    severity: 'error',
    from: { path: '^apps/' },
    to: { path: '(^|/)(tools|tests)/', pathNot: '^apps/|node_modules' },
  },
  {
    name: 'pure-files-import-only-pure-files',
    severity: 'error',
    from: { path: pure, pathNot: migrations },
    to: { path: `^apps/[^/]+/src/.*\\.(${suffixes})\\.ts$` },
  },
  {
    name: 'pure-files-do-no-input-or-output',
    severity: 'error',
    from: { path: pure, pathNot: migrations },
    to: {
      path: [
        lib('database', 'messaging', 'service', 'testing'),
        npm('typeorm', 'pg', 'kafkajs', '@nestjs', 'fastify', 'undici', 'nodemailer', 'rxjs', 'pino', 'uuid', 'uuidv7'),
      ],
      // `@harken/service/time`: pure.
      pathNot: '^libs/service/src/time/',
    },
  },
  {
    name: 'pure-files-use-no-node-core',
    severity: 'error',
    from: { path: pure, pathNot: [migrations, spec] },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  },
  {
    name: 'sql-stays-in-tables-stores-and-queries',
    severity: 'error',
    from: {
      path: '^apps/',
      pathNot: [`\\.(table|store|queries|worker|stream|command|module)\\.ts$`, migrations, spec],
    },
    to: { path: npm('typeorm', 'pg'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'http-stays-in-controllers-and-dtos',
    severity: 'error',
    from: { path: '^apps/', pathNot: [`\\.(controller|dto|module)\\.ts$`, 'src/main\\.ts$', spec] },
    to: {
      path: npm('@nestjs', 'fastify', '@fastify', 'class-validator', 'class-transformer'),
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'controllers-hold-no-sql',
    severity: 'error',
    from: { path: `^apps/.*\\.(controller|dto)\\.ts$` },
    to: { path: `^apps/.*\\.(store|table)\\.ts$`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'a-room-keeps-its-store-to-itself',
    severity: 'error',
    from: { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: spec },
    to: { path: '^apps/$1/src/[^/]+/.*\\.store\\.ts$', pathNot: '^apps/$1/src/$2/' },
  },
  {
    name: 'kafka-client-stays-in-messaging',
    severity: 'error',
    from: { pathNot: '^libs/messaging/|node_modules' },
    to: { path: npm('kafkajs') },
  },
  {
    name: 'testing-is-for-specs',
    severity: 'error',
    from: { path: '^(apps|libs|tools)/', pathNot: [spec, '^libs/testing/', '/fixtures/', '\\.fixture\\.ts$'] },
    to: { path: lib('testing') },
  },
  {
    name: 'testing-is-for-specs',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: [spec, '^libs/(testing|local-infrastructure)/', '/fixtures/'] },
    to: { path: lib('local-infrastructure') },
  },
  {
    name: 'foundations-import-no-upper-floor',
    severity: 'error',
    from: { path: '^libs/(contracts|errors|statistics|text)/', pathNot: spec },
    to: {
      path: [
        lib('database', 'messaging', 'service', 'testing'),
        '(^|/)apps/',
        npm('@nestjs', 'typeorm', 'pg', 'kafkajs'),
      ],
    },
  },
  {
    name: 'database-knows-no-messaging',
    severity: 'error',
    from: { path: '^libs/database/', pathNot: spec },
    to: {
      path: [lib('messaging', 'service', 'errors', 'contracts'), '(^|/)apps/', npm('@nestjs', 'fastify', 'kafkajs')],
    },
  },
  {
    name: 'messaging-knows-no-service',
    severity: 'error',
    from: { path: '^libs/messaging/', pathNot: spec },
    to: { path: [lib('service'), '(^|/)apps/', npm('@nestjs', 'fastify')] },
  },
  {
    name: 'libs-never-import-apps',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '(^|/)apps/', pathNot: 'node_modules' },
  },
  {
    name: 'libs-never-import-tools',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '(^|/)tools/', pathNot: 'node_modules' },
  },
];

/** Names that say nothing about what is inside. */
export const forbiddenNames = /(^|\/)(common|shared|utils?|helpers?|misc|base-[^/]+)(\.ts|\/)/;

/** The suffix of a file in a room, or undefined when it is pure. */
export function suffixOf(path: string): string | undefined {
  const [, suffix] = /\.([a-z-]+)\.ts$/.exec(path.replace(/(\.integration)?\.spec\.ts$/, '.spec.ts')) ?? [];
  return suffix;
}

export const knownSuffixes = new Set([...suffixes.split('|'), 'spec', 'fixture', 'builder']);

/** What makes a rule depend on when and where it runs. */
export const impure = /\b(new Date\(\)|Date\.now\(|Math\.random\(|performance\.now\(|randomUUID\(|process\.env)/;

export const isPure = (path: string): boolean => new RegExp(pure).test(path) && !new RegExp(migrations).test(path);
