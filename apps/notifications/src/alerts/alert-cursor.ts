import { Invalid } from '@harken/errors';

/** A position in the log: everything up to it was read. `day` (UTC) lets a query skip older partitions. */
export interface AlertCursor {
  readonly position: number;
  readonly day: string;
}

/** The place before a position whose day is not known. */
export const cursorBefore = (position: number): AlertCursor => ({ position: position - 1, day: '1970-01-01' });

export const logStart: AlertCursor = cursorBefore(1);

export const cursorAt = (position: number, recordedAt: Date): AlertCursor => ({
  position,
  day: recordedAt.toISOString().slice(0, 10),
});

export const writeAlertCursor = ({ position, day }: AlertCursor): string => `${position}-${day.replaceAll('-', '')}`;

const pattern = /^(\d{1,15})-(\d{4})(\d{2})(\d{2})$/;

/** Throws Invalid for anything that `writeAlertCursor` cannot have written. */
export function readAlertCursor(text: string, pointer: string): AlertCursor {
  const [, position, year, month, day] = pattern.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  if (position !== undefined && isDay(date)) return { position: Number(position), day: date };
  throw new Invalid('request.invalid', 'This is not a cursor of the alert log.', [
    { pointer, code: 'invalid', detail: 'must be a `next` or an event id that the log gave out, unchanged' },
  ]);
}

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};
