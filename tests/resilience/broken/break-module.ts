import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { type Change, replaced } from './replaced.ts';

const root = new URL('../../../', import.meta.url);

/** Exchanges pieces of a built module at the moment a process loads it. The files stay as they are. */
export function breakModule(file: string, ...changes: readonly Change[]): void {
  const { href, pathname } = new URL(file, root);
  if (!existsSync(pathname)) throw new Error(`There is no ${file} to break`);
  registerHooks({
    load: (url, context, next) => {
      const module = next(url, context);
      if (url !== href) return module;
      const source = changes.reduce((text, change) => replaced(text, change, file), textOf(module.source));
      return { ...module, source };
    },
  });
}

const textOf = (source: unknown): string =>
  typeof source === 'string' ? source : new TextDecoder().decode(source as Uint8Array);
