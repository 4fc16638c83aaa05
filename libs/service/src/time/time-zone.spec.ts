import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isTimeZone, type TimeUnit, TimeZone, timeUnits } from './time-zone.ts';

const at = (text: string) => Date.parse(text);
const shown = (moment: number) => new Date(moment).toISOString();
const zones = ['Asia/Kolkata', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Bangkok', 'UTC'];
const zone = fc.constantFrom(...zones, 'America/Havana').map((name) => TimeZone.named(name));
// Half of them within three days of a change of the clocks of New York, Lord Howe or Havana.
const anyMoment = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
const changes = [
  '2026-03-08T07:00Z',
  '2026-11-01T06:00Z',
  '2026-04-04T15:00Z',
  '2026-10-03T15:30Z',
  '2026-03-08T05:00Z',
];
const nearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -260_000_000, max: 260_000_000 }))
  .map(([change, ms]) => at(change) + ms);
const moment = fc.oneof(anyMoment, nearChange);

describe('a time zone', () => {
  it('has days, weeks, months, quarters and years as luxon has them', () => {
    const unit = fc.constantFrom('day', 'week', 'month', 'quarter', 'year' as const);
    fc.assert(
      fc.property(fc.constantFrom(...zones).map(TimeZone.named), unit, moment, (local, per, t) => {
        const wanted = DateTime.fromMillis(t, { zone: local.name }).startOf(per as 'day');
        expect(shown(local.startOf(per as TimeUnit, t))).toBe(shown(wanted.toMillis()));
        expect(local.dateAt(t)).toBe(DateTime.fromMillis(t, { zone: local.name }).toISODate());
      }),
      { numRuns: 2_000 },
    );
  });

  it('puts each moment into exactly one hour, day, week, month, quarter and year', () => {
    fc.assert(
      fc.property(zone, fc.constantFrom(...timeUnits), moment, (local, unit, t) => {
        const start = local.startOf(unit, t);
        const next = local.next(unit, t);
        expect(start <= t && t < next).toBe(true);
        expect([local.startOf(unit, start), local.startOf(unit, next - 1)]).toEqual([start, start]);
        expect(local.startOf(unit, next)).toBe(next);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has hours of half-hour zones, and around half an hour of daylight saving', () => {
    const startOfHour = (name: string, text: string) => shown(TimeZone.named(name).startOf('hour', at(text)));
    expect(startOfHour('Asia/Kolkata', '2026-03-02T10:15:00Z')).toBe('2026-03-02T09:30:00.000Z');
    // 02:00 becomes 01:30: the hour from 01:00 lasts 90 minutes.
    expect(startOfHour('Australia/Lord_Howe', '2026-04-04T15:15:00Z')).toBe('2026-04-04T14:00:00.000Z');
    expect(startOfHour('Australia/Lord_Howe', '2026-04-04T15:30:00Z')).toBe('2026-04-04T15:30:00.000Z');
    // 02:00 becomes 02:30.
    expect(startOfHour('Australia/Lord_Howe', '2026-10-03T15:45:00Z')).toBe('2026-10-03T15:30:00.000Z');
    // 01:00 to 02:00 comes twice, and each is an hour.
    expect(startOfHour('America/New_York', '2026-11-01T05:59:00Z')).toBe('2026-11-01T05:00:00.000Z');
    expect(startOfHour('America/New_York', '2026-11-01T06:01:00Z')).toBe('2026-11-01T06:00:00.000Z');
  });

  it('begins a day with two midnights at the first', () => {
    const havana = TimeZone.named('America/Havana');
    expect(shown(havana.startOf('day', at('2026-11-01T12:00:00Z')))).toBe('2026-11-01T04:00:00.000Z');
  });

  it('begins a day without midnight when the clocks change, and skips a date that never was', () => {
    expect(shown(TimeZone.named('Asia/Beirut').startOf('day', at('2026-03-29T10:00:00Z')))).toBe(
      '2026-03-28T22:00:00.000Z',
    );
    const samoa = TimeZone.named('Pacific/Apia');
    expect(shown(samoa.next('day', at('2011-12-29T20:00:00Z')))).toBe('2011-12-30T10:00:00.000Z');
  });

  it('is one of the IANA', () => {
    expect(['Asia/Kolkata', 'UTC', 'Etc/GMT+7'].map(isTimeZone)).toEqual([true, true, true]);
    for (const name of ['', 'Mars', '+07:00', 'Asia/', 'Asia/Atlantis', 'utc+1']) expect(isTimeZone(name)).toBe(false);
  });
});
