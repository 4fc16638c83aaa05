import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly records: number;
  readonly seed: number;
  readonly data: string | undefined;
  /** Where the services reach this machine. */
  readonly host: string;
  /** In the Harken that runs already, where the complaints then stay; else in one of its own. */
  readonly here: boolean;
}

export const usage = `npm run demo [-- --records 1000 --seed 7 --data FOLDER --here --host 127.0.0.1]
  Starts a Harken of its own, sends records through it under deadlines of seconds, checks every number against the
  others, and removes it. Without --data the records come from a seeded simulator; with it from the files in FOLDER.
  --here  uses the one that "npm start" runs: its teams lose their people and rules, deadlines and limits are again what
          they were; its records and its closed complaints stay.`;

/** Throws on an option that is not known or not a number. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '7' },
      data: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      here: { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'records' | 'seed', least: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least) throw new Error(`--${name} takes a whole number from ${least}.`);
    return value;
  };
  const { data, host, here } = values;
  return { records: whole('records', 1), seed: whole('seed', 0), data, host, here };
}
