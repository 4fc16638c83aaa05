import { parseArgs } from 'node:util';

export interface Options {
  /** Benches to run; none means all. */
  readonly names: readonly string[];
  readonly repetitions: number;
  /** Length of one measured run; each bench has its own default. */
  readonly seconds: number | undefined;
  /** Length of `sustained`. */
  readonly minutes: number;
  /** Sizes of the tables that `reads` asks, one after the other. */
  readonly facts: readonly number[];
  /** How many complaints there are in `complaints`, one size after the other. */
  readonly complaints: readonly number[];
  /** Clocks that fall due in `timers`, all within `window` seconds. */
  readonly clocks: number;
  readonly window: number;
  /** Rows or events of one run of `relay` and `consumer`, alerts of one run of `webhooks`. */
  readonly events: number | undefined;
}

const flags = {
  repetitions: { type: 'string', default: '5' },
  seconds: { type: 'string' },
  minutes: { type: 'string', default: '5' },
  facts: { type: 'string', default: '1000000,10000000' },
  complaints: { type: 'string', default: '10000,1000000' },
  clocks: { type: 'string', default: '100000' },
  window: { type: 'string', default: '60' },
  events: { type: 'string' },
} as const;

/** `npm run bench -- intake batches --repetitions 3 --seconds 2` */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  const number = (name: string, text: string): number => {
    const value = Number(text);
    if (!(value > 0)) throw new Error(`--${name} ${text} is not a number above 0.`);
    return value;
  };
  const optional = (name: string, text: string | undefined) => (text === undefined ? undefined : number(name, text));
  return {
    names: positionals,
    repetitions: number('repetitions', values.repetitions),
    seconds: optional('seconds', values.seconds),
    minutes: number('minutes', values.minutes),
    facts: values.facts.split(',').map((text) => number('facts', text)),
    complaints: values.complaints.split(',').map((text) => number('complaints', text)),
    clocks: number('clocks', values.clocks),
    window: number('window', values.window),
    events: optional('events', values.events),
  };
}
