import { DateTime } from 'luxon';
import type { FieldType, MappedField } from './mapping.ts';

/**
 * The value of a text from a file. What is not of the type stays the text that it is, so that the check of the record
 * refuses it with the name of its field.
 */
export function convert(text: string, type: FieldType, { formats, separator }: MappedField, zone: string): unknown {
  switch (type) {
    case 'text':
      return text;
    case 'number':
      return /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'integer':
      return /^[-+]?\d+(\.0+)?$/.test(text) ? Number(text) : text;
    case 'minor-units':
      return minorUnits(text);
    case 'flag':
      return flags.get(text.toLowerCase()) ?? text;
    case 'list':
      return listOf(text, separator ?? ',');
    case 'json':
      return jsonOf(text);
    case 'time':
      return toRfc3339(text, formats ?? [], zone) ?? text;
  }
}

const flags = new Map([
  ...['true', 'yes', 'y', '1', 'x', 'on', 'opted-in'].map((text): [string, boolean] => [text, true]),
  ...['false', 'no', 'n', '0', 'off', 'opted-out'].map((text): [string, boolean] => [text, false]),
]);

const listOf = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** 1,250.5 -> 125050: hundredths. A currency without them is mapped as `integer`. */
function minorUnits(text: string): number | string {
  const plain = text.replace(/(?<=\d),(?=\d{3}\b)/g, '');
  if (!/^[-+]?\d+(\.\d{1,2})?$/.test(plain)) return text;
  return Math.round(Number(plain) * 100);
}

const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const withoutOffset = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?( ?(?:Z|UTC|[+-]\d\d:?\d\d))?$/;

/** RFC 3339 of a time in ISO 8601, in one of the formats, or in seconds or milliseconds since 1970; undefined for no time. */
export function toRfc3339(text: string, formats: readonly string[], zone: string): string | undefined {
  if (withOffset.test(text)) return text;
  const iso = withoutOffset.exec(text);
  if (iso) {
    const [, day, minutes = '00:00', seconds = ':00', offset] = iso;
    const local = `${day}T${minutes}${seconds}`;
    if (offset) return `${local}${toOffset(offset.trim())}`;
    return written(DateTime.fromISO(local, { zone }));
  }
  if (formats.length === 0 && /^\d{10}(\d{3})?$/.test(text))
    return written(DateTime.fromMillis(Number(text) * (text.length === 10 ? 1000 : 1), { zone: 'utc' }));
  for (const format of formats) {
    const time = DateTime.fromFormat(text, format, { zone, locale: 'en' });
    if (time.isValid) return written(time);
  }
  return undefined;
}

const toOffset = (offset: string): string => {
  if (offset === 'Z' || offset === 'UTC') return 'Z';
  return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
};

/** The Buddhist calendar of Thailand counts 543 years more. No record is of the years that it could be taken for. */
const buddhistYears = { from: 2443, to: 2742, ahead: 543 };

function written(time: DateTime): string | undefined {
  if (!time.isValid) return undefined;
  const { from, to, ahead } = buddhistYears;
  const western = time.year >= from && time.year <= to ? time.minus({ years: ahead }) : time;
  return western.toUTC().toISO() ?? undefined;
}
