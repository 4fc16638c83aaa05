import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** Everything the local stack writes lives here, outside version control. */
export const home = join(root, '.harken');

export const inHome = (...parts: string[]): string => join(home, ...parts);

/** The Node that the lockfile pins, whatever the machine has. */
export const pinnedNode = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node');

export const pidFileOf = (name: string): string => inHome('run', `${name}.pid`);
