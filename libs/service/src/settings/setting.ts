import ipaddr from 'ipaddr.js';
import { parse as parseDuration } from 'tinyduration';
import { isTimeZone } from '../time/time-zone.ts';

/** One setting: parser, meaning and default. */
export interface Setting<T> {
  readonly kind: string;
  readonly meaning: string;
  readonly default?: string;
  readonly optional: boolean;
  readonly secret: boolean;
  /** Throws an Error whose message says what is expected. */
  readonly parse: (text: string) => T;
}

export interface SettingOptions {
  readonly meaning: string;
  /** As written in the environment. Without a default the setting is required, unless `optional`. */
  readonly default?: string | number | boolean;
  readonly optional?: boolean;
}

type Parsed<O, T> = O extends { optional: true } ? T | undefined : T;

const defineKind = <T, const O extends SettingOptions>(
  kind: string,
  options: O,
  parse: (text: string) => T,
  secret = false,
): Setting<Parsed<O, T>> => ({
  kind,
  meaning: options.meaning,
  ...(options.default === undefined ? {} : { default: String(options.default) }),
  optional: options.optional ?? false,
  secret,
  parse: parse as (text: string) => Parsed<O, T>,
});

const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const integer = (text: string, min: number, max: number): number => {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new Error(`must be a whole number from ${min} to ${max}`);
  return value;
};

const boolean = (text: string): boolean => {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new Error('must be true or false');
};

const durationMs = (text: string): number => {
  try {
    const d = parseDuration(text);
    if (d.negative || d.years || d.months) throw new Error('not a fixed length');
    const days = (d.weeks ?? 0) * 7 + (d.days ?? 0);
    return Math.round((((days * 24 + (d.hours ?? 0)) * 60 + (d.minutes ?? 0)) * 60 + (d.seconds ?? 0)) * 1000);
  } catch {
    throw new Error('must be an ISO 8601 duration of weeks, days, hours, minutes or seconds, like PT10S');
  }
};

const cidrs = (text: string): string[] => {
  const ranges = splitList(text);
  for (const range of ranges) {
    if (!ipaddr.isValidCIDR(range)) throw new Error(`must be a list of networks like 10.0.0.0/8; ${range} is none`);
  }
  return ranges;
};

const timeZone = (text: string): string => {
  if (!isTimeZone(text)) throw new Error('must be a time zone of the IANA, like Asia/Bangkok');
  return text;
};

const url = (text: string, protocols?: readonly string[]): string => {
  const protocol = URL.canParse(text) ? new URL(text).protocol.replace(/:$/, '') : undefined;
  const wanted = protocols ? `a URL starting with ${protocols.map((p) => `${p}://`).join(' or ')}` : 'a URL';
  if (!protocol || (protocols && !protocols.includes(protocol))) throw new Error(`must be ${wanted}`);
  return text;
};

/** The kinds of settings. Durations become milliseconds, lists become arrays. */
export const setting = {
  text: <const O extends SettingOptions>(options: O) => defineKind('text', options, (text) => text),
  integer: <const O extends SettingOptions & { min?: number; max?: number }>(options: O) =>
    defineKind('integer', options, (text) => integer(text, options.min ?? 0, options.max ?? Number.MAX_SAFE_INTEGER)),
  boolean: <const O extends SettingOptions>(options: O) => defineKind('true or false', options, boolean),
  duration: <const O extends SettingOptions>(options: O) => defineKind('duration', options, durationMs),
  cidrs: <const O extends SettingOptions>(options: O) => defineKind('networks', options, cidrs),
  list: <const O extends SettingOptions>(options: O) => defineKind('list', options, splitList),
  timeZone: <const O extends SettingOptions>(options: O) => defineKind('time zone', options, timeZone),
  url: <const O extends SettingOptions & { protocols?: readonly string[] }>(options: O) =>
    defineKind('URL', options, (text) => url(text, options.protocols)),
  /** Parsed by whoever needs it. */
  json: <T, const O extends SettingOptions>(options: O & { parse: (text: string) => T }) =>
    defineKind<T, O>('JSON', options, options.parse),
  secret: <const O extends SettingOptions>(options: O) => defineKind('secret', options, (text) => text, true),
  secretUrl: <const O extends SettingOptions & { protocols?: readonly string[] }>(options: O) =>
    defineKind('secret URL', options, (text) => url(text, options.protocols), true),
  oneOf: <const V extends readonly string[], const O extends SettingOptions>(values: V, options: O) =>
    defineKind(`one of ${values.join(', ')}`, options, (text): V[number] => {
      if (!values.includes(text)) throw new Error(`must be one of ${values.join(', ')}`);
      return text;
    }),
};
