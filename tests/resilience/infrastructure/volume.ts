import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** A disk that can be full. */
export interface Volume {
  fill(): Promise<void>;
  empty(): Promise<void>;
  /** What is left, in bytes. */
  free(): number;
}

export interface MountedVolume extends Volume {
  /** Where it is mounted. */
  readonly folder: string;
  release(): void;
}

const quiet = { stdio: 'ignore' as const };
const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, quiet);

/** A file with a file system in it, mounted over `folder`; sparse, so that it takes the place of its content only. undefined where the machine does not allow it. */
export function mountVolume(folder: string, bytes: number): MountedVolume | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const image = `${folder}.disk`;
  unmount(folder);
  rmSync(image, { force: true });
  mkdirSync(folder, { recursive: true });
  try {
    closeSync(openSync(image, 'w', 0o600));
    truncateSync(image, bytes);
    // No blocks kept back for root: full is full for everybody.
    run('mkfs.ext4', '-q', '-F', '-m', '0', image);
    run('mount', '-o', 'loop', image, folder);
  } catch {
    rmSync(image, { force: true });
    return undefined; // A container without the right to mount: the faults of full disks are left out, and the report says so.
  }
  const ballast = join(folder, 'ballast');
  const free = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    free,
    fill: async () => {
      mkdirSync(ballast, { recursive: true });
      occupy(ballast, free());
    },
    empty: async () => rmSync(ballast, { recursive: true, force: true }),
    release: () => {
      unmount(folder);
      rmSync(image, { force: true });
    },
  };
}

/** Reserves the bulk, then writes block by block until the last one is refused. */
function occupy(ballast: string, bytes: number): void {
  const fresh = join(ballast, String(readdirSync(ballast).length));
  try {
    if (bytes > 1 << 20) run('fallocate', '-l', String(bytes - (1 << 19)), fresh);
  } catch {
    // The others wrote meanwhile; the blocks below take what is left.
  }
  const file = openSync(`${fresh}.blocks`, 'w');
  const block = Buffer.alloc(4_096);
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

function unmount(folder: string): void {
  if (!existsSync(folder)) return;
  try {
    run('mountpoint', '-q', folder);
  } catch {
    return;
  }
  try {
    run('umount', folder);
  } catch {
    run('umount', '-l', folder); // Still held by something that dies: it goes with the last holder.
  }
}
