import { join } from 'node:path';
import { pinnedNode, root } from './paths.ts';
import { run } from './processes.ts';

/** Builds what changed since the last build. */
export async function build(signal?: AbortSignal): Promise<void> {
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  await run(pinnedNode, [nx, 'run-many', '-t', 'build', '--parallel=2', '--output-style=stream'], {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' },
    ...(signal ? { signal } : {}),
  });
}
