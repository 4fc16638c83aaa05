import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fewArenas, serviceNodeFlags } from './service-node.ts';

const dockerfile = readFileSync(resolve(import.meta.dirname, '../../../deploy/Dockerfile'), 'utf8');

describe('the Node of a service', () => {
  it('is started in the image as everywhere else', () => {
    expect(dockerfile).toContain(`ENTRYPOINT ${JSON.stringify(['node', ...serviceNodeFlags]).replaceAll(',', ', ')}`);
    for (const [name, value] of Object.entries(fewArenas)) expect(dockerfile).toContain(`${name}=${value}`);
  });

  it('keeps its young generation small, and may grow as far as it likes', () => {
    const limits = (flags: readonly string[]): number => {
      const code = 'process.stdout.write(String(v8.getHeapStatistics().heap_size_limit))';
      const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=1024' };
      return Number(execFileSync(process.execPath, [...flags, '-e', code], { env, encoding: 'utf8' })) / 2 ** 20;
    };
    expect(limits(serviceNodeFlags)).toBe(1024 + 3 * 16);
  });
});
