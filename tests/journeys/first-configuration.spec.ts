import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { services } from '@harken/contracts';
import { expectStatus } from '@harken/simulator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

describe('npm run setup', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  const setup = async (...args: readonly string[]): Promise<{ code: number; said: string }> => {
    const urls = Object.fromEntries(services.map((service) => [service, system.serviceUrl(service)]));
    const main = resolve(root, 'tools/setup/src/setup.main.ts');
    const env = { ...process.env, NODE_OPTIONS: '', HARKEN_SYSTEM: JSON.stringify({ urls, keys: system.keys }) };
    return run(process.execPath, ['--conditions=harken-source', main, ...args], { cwd: root, env }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, said: stdout + stderr }),
    );
  };
  const company = (name: string): readonly string[] => ['--file', `examples/companies/${name}.yaml`];

  it('says of a fresh system what leads nowhere, and ends with 1', async () => {
    const { code, said } = await setup('--check');
    expect([code, said]).toEqual([1, expect.stringContaining('management levels: none are published')]);
    expect(said).toContain('team customer-care: has no members');
    expect(said).toContain('subscriptions: there is none');
  });

  it.each(['property-developer', 'electronics-retailer', 'bank'])('sets up %s, once', async (name) => {
    const first = await setup(...company(name));
    expect([first.code, first.said]).toEqual([0, expect.stringMatching(/\d+ created, \d+ changed, \d+ unchanged/)]);
    const second = await setup(...company(name));
    expect(second.said).toMatch(/ 0 created, 0 changed, \d+ unchanged/);
    expect(await setup('--check')).toEqual({ code: 0, said: expect.stringContaining('Everything leads somewhere.') });
  });

  it('brings back what was changed meanwhile, and leaves who is away', async () => {
    const ops = system.api('complaints', 'ops');
    const {
      version: _,
      id: __,
      ...team
    } = expectStatus(await ops.get<{ id: string; version: number; members: object[] }>('/v1/teams/payments'), 200);
    const members = team.members.map((member, index) => ({ ...member, available: index > 0 }));
    expectStatus(await ops.put('/v1/teams/payments', { ...team, name: 'Money', members }), 200);
    const { said } = await setup(...company('bank'));
    expect(said).toMatch(/~ team payments +changed: name\n/);
    const after = expectStatus(
      await ops.get<{ name: string; members: { available: boolean }[] }>('/v1/teams/payments'),
      200,
    );
    expect([after.name, after.members.map(({ available }) => available)]).toEqual(['Payments', [false, true]]);
  });

  it('names what the file or a service has against it', async () => {
    const { code, said } = await setup('--file', 'examples/companies/none.yaml');
    expect([code, said]).toEqual([2, expect.stringContaining('none.yaml')]);
  });
});
