import { parseArgs } from 'node:util';
import { type FaultKind, faultKinds } from './faults/fault.ts';

export interface Options {
  readonly seed: number;
  readonly events: number;
  readonly customers: number;
  readonly faults: number;
  readonly form: 'short' | 'long';
  readonly complaints: number;
  readonly batched: number;
  readonly rate: number;
  readonly concurrency: number;
  readonly maxWaiting: number;
  readonly kinds: readonly FaultKind[] | undefined;
  /** Names of broken builds; empty: all of them; undefined: no check of the rig itself. */
  readonly selfcheck: readonly string[] | undefined;
  /** The commit that runs beside today's version; undefined: today's alone. */
  readonly versions: string | undefined;
}

const longFrom = 200_000;
/** Unless another is asked for. */
const versionBefore = 'HEAD~1';

/** `--events 1000000 --faults 100 --seed 7`; everything has a default, and a seed is drawn where none is given. */
export function readOptions(args: readonly string[], drawn: number): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      events: { type: 'string', default: '20000' },
      customers: { type: 'string', default: '5000' },
      faults: { type: 'string' },
      form: { type: 'string' },
      complaints: { type: 'string', default: '0.04' },
      batched: { type: 'string', default: '0.6' },
      rate: { type: 'string' },
      concurrency: { type: 'string', default: '12' },
      waiting: { type: 'string', default: '6000' },
      kinds: { type: 'string' },
      selfcheck: { type: 'boolean', default: false },
      broken: { type: 'string' },
      versions: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const number = (
    name: 'seed' | 'events' | 'customers' | 'faults' | 'complaints' | 'batched' | 'rate' | 'concurrency' | 'waiting',
    otherwise = 0,
  ) => {
    const text = values[name];
    const value = text === undefined ? otherwise : Number(text);
    if (!Number.isFinite(value) || value < 0) throw new TypeError(`--${name} is to be a number: ${text}`);
    return value;
  };
  const events = number('events');
  const form = values.form ?? (events >= longFrom ? 'long' : 'short');
  if (form !== 'short' && form !== 'long') throw new TypeError(`--form is short or long, not ${form}`);
  return {
    seed: number('seed', drawn),
    events,
    customers: number('customers'),
    faults: number('faults', values.versions ? 0 : 10),
    form,
    complaints: number('complaints'),
    batched: number('batched'),
    rate: number('rate', form === 'short' ? 140 : 0),
    concurrency: number('concurrency'),
    maxWaiting: number('waiting'),
    kinds: values.kinds?.split(',').map(kindOf),
    selfcheck: values.broken?.split(',') ?? (values.selfcheck ? [] : undefined),
    versions: values.versions ? (positionals[0] ?? versionBefore) : undefined,
  };
}

function kindOf(text: string): FaultKind {
  const kind = faultKinds.find((one) => one === text);
  if (!kind) throw new TypeError(`No such fault: ${text}. There are ${faultKinds.join(', ')}`);
  return kind;
}
