import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** What can be made again and serves every local stack: the jars of Kafka, compiled code. Outside version control. */
export const caches = join(root, '.harken');

/** Everything else that a local stack writes. `HARKEN_HOME` gives one a home of its own, beside that of the repository. */
export const home = resolve(process.env.HARKEN_HOME || caches);

export const inHome = (...parts: string[]): string => join(home, ...parts);

/** The Node that the lockfile pins, whatever the machine has. */
export const pinnedNode = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node');

export const pidFileOf = (name: string): string => inHome('run', `${name}.pid`);
