import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The environment that loads a fixture into a service before its own code. */
export const preload = (name: 'die-after-publish' | 'shift-clock', settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...settings,
  NODE_OPTIONS: `--import ${pathToFileURL(resolve(import.meta.dirname, 'fixtures', `${name}.mjs`)).href}`,
});
