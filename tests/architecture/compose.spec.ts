import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true }) as {
  services: Record<string, { environment?: Record<string, string | number> }>;
};
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');

const environmentOf = (service: string) => Object.keys(services[service]?.environment ?? {});

describe('the compose file (case 41)', () => {
  it('passes on the variables that docs/operations.md names, and no others', () => {
    const passed = new Set([...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name));
    const table = page.slice(page.indexOf('The compose file passes on'), page.indexOf('Set any other setting'));
    const named = new Set([...table.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name = '']) => name));
    expect([...passed].sort()).toEqual([...named].sort());
  });

  it('gives TLS and logins to services, setup and administration alike', () => {
    for (const service of ['feedback', 'complaints', 'touchpoints', 'analytics', 'notifications', 'setup', 'admin']) {
      const wanted = ['DATABASE_SSL', 'DATABASE_SSL_CA', 'KAFKA_BROKERS', 'KAFKA_SSL', 'KAFKA_SSL_CA'];
      expect(environmentOf(service)).toEqual(
        expect.arrayContaining([...wanted, 'KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD']),
      );
    }
  });

  it('encrypts the secrets of webhooks by default', () => {
    expect(services.notifications?.environment?.SECRETS_KEY_FILE).toBe('/run/secrets/secrets_key');
  });
});

describe('the image', () => {
  it('holds every package that its code imports: none of them is for development only', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>;
    const onlyForDevelopment = new Set(Object.keys(manifest.devDependencies ?? {}));
    const isOfTests = /\.(spec|fixture|builder)\.ts$|^libs\/(testing|local-infrastructure)\/|lint-openapi\.ts$/;
    const files = globSync(['{apps,libs}/*/src/**/*.ts', 'tools/{stack,dead-letters}/src/**/*.ts'], {
      cwd: root,
    });
    const imports = files
      .filter((file) => !isOfTests.test(file))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/\b(?:from |import\()'([^'.][^']*)'/g)].map(
          ([, name = '']) => ({ file, package: name.split('/', name.startsWith('@') ? 2 : 1).join('/') }),
        ),
      );
    expect(imports.length).toBeGreaterThan(1000);
    expect(imports.filter((each) => onlyForDevelopment.has(each.package))).toEqual([]);
  });
});
