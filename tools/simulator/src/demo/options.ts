import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly records: number;
  readonly seed: number;
  readonly data: string | undefined;
  /** Where the services reach this machine. */
  readonly host: string;
}

export const usage = `npm run demo [-- --records 1000 --seed 7 --data FOLDER --host 127.0.0.1]
  Sends records through the running system under deadlines of seconds, and checks every number against the others.
  Without --data they come from a seeded simulator; with it they are read from the files in FOLDER.`;

/** Throws on an option that is not known or not a number. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '7' },
      data: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const whole = (name: 'records' | 'seed', least: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least) throw new Error(`--${name} takes a whole number from ${least}.`);
    return value;
  };
  return { records: whole('records', 1), seed: whole('seed', 0), data: values.data, host: values.host };
}
