import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { setting } from './setting.ts';
import { defineSettings, readSettings, SettingsError } from './settings.ts';
import { describeSettings, envExample, settingsTable } from './settings-documents.ts';

const definition = defineSettings({
  WEBHOOK_TIMEOUT: setting.duration({ default: 'PT10S', meaning: 'How long one attempt may take.' }),
  ATTEMPTS: setting.integer({ default: 10, min: 1, max: 50, meaning: 'How often.' }),
  NETWORKS: setting.cidrs({ default: '', meaning: 'Open networks.' }),
  MAIL_URL: setting.url({ optional: true, protocols: ['smtp'], meaning: 'Mail.' }),
  MODE: setting.oneOf(['a', 'b'], { default: 'a', meaning: 'A | B.' }),
  SIGNING_SECRET: setting.secret({ meaning: 'Signs.' }),
});

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(definition, env);
    return [];
  } catch (error) {
    return (error as SettingsError).errors;
  }
};

describe('settings', () => {
  it('have their types and defaults', () => {
    const settings = readSettings(definition, { SIGNING_SECRET: 's', NETWORKS: '10.0.0.0/8, fd00::/8', ATTEMPTS: '' });
    expect(settings).toEqual({
      WEBHOOK_TIMEOUT: 10_000,
      ATTEMPTS: 10,
      NETWORKS: ['10.0.0.0/8', 'fd00::/8'],
      MODE: 'a',
      SIGNING_SECRET: 's',
    });
  });

  it('report all errors at once', () => {
    const env = { WEBHOOK_TIMEOUT: '10s', ATTEMPTS: '0', NETWORKS: '10.0.0.1', MAIL_URL: 'http://x', MODE: 'c' };
    expect(faultsOf(env)).toEqual([
      expect.stringMatching(/^WEBHOOK_TIMEOUT must be an ISO 8601 duration/),
      'ATTEMPTS must be a whole number from 1 to 50',
      'NETWORKS must be a list of networks like 10.0.0.0/8; 10.0.0.1 is none',
      'MAIL_URL must be a URL starting with smtp://',
      'MODE must be one of a, b',
      'SIGNING_SECRET is missing (secret): Signs.',
    ]);
  });

  it('never repeat a value in an error', () => {
    const env = { SIGNING_SECRET: 'hunter2', SIGNING_SECRET_FILE: '/nowhere', MAIL_URL: 'http://user:hunter2@x' };
    expect(faultsOf(env).join()).not.toContain('hunter2');
  });

  it('may come from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'secret');
    writeFileSync(file, 'from the file\n');
    expect(readSettings(definition, { SIGNING_SECRET_FILE: file }).SIGNING_SECRET).toBe('from the file');
    expect(faultsOf({ SIGNING_SECRET_FILE: `${file}.no` })).toEqual([
      'SIGNING_SECRET cannot be read from the file that SIGNING_SECRET_FILE names',
    ]);
  });

  it('refuse an invalid default', () => {
    expect(() => defineSettings({ N: setting.integer({ default: 'x', meaning: 'n' }) })).toThrow();
  });

  it('generate their documents', () => {
    expect(settingsTable(describeSettings(definition))).toContain('| `MODE` | one of a, b | `a` | A \\| B. |');
    expect(settingsTable(describeSettings(definition))).toContain(
      '| `SIGNING_SECRET` | secret | **required** | Signs. |',
    );
    const env = envExample([{ title: 'all', settings: describeSettings(definition) }]);
    expect(env).toContain('# WEBHOOK_TIMEOUT=PT10S');
    expect(env).toMatch(/^SIGNING_SECRET=$/m);
  });
});
