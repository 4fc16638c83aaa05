import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type ProjectGraph, tagViolations } from './nx-tags.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the projects of the workspace', () => {
  it('depend only on what their tags allow', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'harken-')), 'graph.json');
    const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
    execFileSync(process.execPath, [nx, 'graph', `--file=${file}`], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false' },
      stdio: 'ignore',
    });
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as { graph: ProjectGraph };
    expect(Object.values(graph.dependencies).flat().length).toBeGreaterThan(20);
    expect(tagViolations(graph)).toEqual([]);
  }, 60_000);

  it('are found out when an app depends on an app, a lib on a tool, or a foundation on an upper floor', () => {
    const bad: ProjectGraph = {
      nodes: {
        complaints: { data: { tags: ['type:app'] } },
        analytics: { data: { tags: ['type:app'] } },
        errors: { data: { tags: ['type:lib', 'lib:errors'] } },
        service: { data: { tags: ['type:lib', 'lib:service'] } },
        testing: { data: { tags: ['type:lib', 'lib:testing'] } },
        stack: { data: { tags: ['type:tool'] } },
        stray: { data: {} },
      },
      dependencies: {
        complaints: [
          { source: 'complaints', target: 'analytics' },
          { source: 'complaints', target: 'service' },
        ],
        errors: [{ source: 'errors', target: 'service' }],
        testing: [{ source: 'testing', target: 'stack' }],
      },
    };
    expect(tagViolations(bad)).toEqual([
      'stray has no rule',
      'complaints -> analytics',
      'errors -> service',
      'testing -> stack',
    ]);
  });
});
