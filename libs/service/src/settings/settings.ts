import { readFileSync } from 'node:fs';
import type { Setting } from './setting.ts';

// biome-ignore lint/suspicious/noExplicitAny: a definition holds settings of every type
export type SettingsDefinition = Readonly<Record<string, Setting<any>>>;
export type SettingsOf<D extends SettingsDefinition> = {
  readonly [K in keyof D]: D[K] extends Setting<infer T> ? T : never;
};
export type Environment = Readonly<Record<string, string | undefined>>;

/** Stops the start and names every wrong setting. */
export class SettingsError extends Error {
  readonly errors: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings are not right:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
    this.errors = faults;
  }
}

const namePattern = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** Declares settings. Throws when a default does not pass its own parser. */
export function defineSettings<const D extends SettingsDefinition>(definition: D): D {
  for (const [name, setting] of Object.entries(definition)) {
    if (!namePattern.test(name) || name.endsWith('_FILE')) throw new TypeError(`${name} is no name for a setting`);
    if (setting.default !== undefined && setting.default !== '') setting.parse(setting.default);
  }
  return definition;
}

const rawValue = (env: Environment, name: string): string | undefined => {
  const file = env[`${name}_FILE`];
  const direct = env[name];
  if (direct && file) throw new Error(`is given twice: by ${name} and by ${name}_FILE`);
  if (!file) return direct || undefined;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    throw new Error(`cannot be read from the file that ${name}_FILE names`);
  }
};

/** Reads all settings from the environment; empty means not given. Throws a SettingsError that names every wrong setting. */
export function readSettings<D extends SettingsDefinition>(definition: D, env: Environment): SettingsOf<D> {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, setting] of Object.entries(definition)) {
    try {
      const text = rawValue(env, name) ?? setting.default;
      if (text !== undefined) values[name] = setting.parse(text);
      else if (!setting.optional) throw new Error(`is missing (${setting.kind}): ${setting.meaning}`);
    } catch (error) {
      faults.push(`${name} ${(error as Error).message}`);
    }
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return Object.freeze(values) as SettingsOf<D>;
}

/** A service's own settings, typed: `settingsOf(complaintsSettings, context.settings)`. */
export function settingsOf<D extends SettingsDefinition>(definition: D, settings: object): SettingsOf<D> {
  const missing = Object.entries(definition).find(([name, s]) => !s.optional && !(name in settings));
  if (missing) throw new TypeError(`${missing[0]} is not among the settings of this service`);
  return settings as SettingsOf<D>;
}
