import { join } from 'node:path';
import { pinnedNode, root } from '@harken/local-infrastructure';
import { execa } from 'execa';

/** Builds what changed since the last build. */
export async function build(signal?: AbortSignal): Promise<void> {
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  await execa(pinnedNode, [nx, 'run-many', '-t', 'build', '--parallel=2', '--output-style=stream'], {
    cwd: root,
    env: { NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' },
    ...(signal ? { cancelSignal: signal } : {}),
  });
}
