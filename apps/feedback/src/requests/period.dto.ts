import { Moment, momentIn, PageQuery, TimeZone, Zone } from '@harken/service';

const filter = { optional: true } as const;

/** `?from=&to=&timezone=` of a list; extend it with the other filters. */
export class PeriodQuery extends PageQuery {
  @Moment({ description: 'What occurred at this time or later.', example: '2026-03-01T00:00:00Z', ...filter })
  from?: string;
  @Moment({ description: 'What occurred before this time.', example: '2026-04-01T00:00:00Z', ...filter })
  to?: string;
  @Zone({
    description: "The time zone of dates, of the IANA; the company's without it.",
    example: 'Asia/Bangkok',
    ...filter,
  })
  timezone?: string;
}

type Asked = { readonly [Field in 'from' | 'to' | 'timezone']: string | undefined };

export function periodOf(
  companyZone: TimeZone,
  { from, to, timezone }: Asked,
): { readonly from: Date | undefined; readonly to: Date | undefined } {
  const zone = timezone === undefined ? companyZone : TimeZone.named(timezone);
  const moment = (given: string | undefined) => (given === undefined ? undefined : momentIn(zone, given));
  return { from: moment(from), to: moment(to) };
}
