import { Flag, OneOf, Text } from '@harken/service';

/** Fields of request bodies. What may be left out may also be null: CRMs send both for "not known". */
export const optional = { optional: true, nullable: true } as const;

export const orNull = <T>(value: T | null | undefined): T | null => value ?? null;

export const Name = (description: string, example: string) => Text({ description, example, max: 200 });

export const OptionalName = (description: string, example: string, max = 200) =>
  Text({ description, example, max, ...optional });

/** An id that the sender chose. */
export const ChosenId = (description: string, example: string) =>
  Text({ description, example, max: 200, chosenId: true });

export const OptionalChosenId = (description: string, example: string, max = 200) =>
  Text({ description, example, max, chosenId: true, ...optional });

export const OptionalOneOf = (values: readonly string[], description: string, example: string) =>
  OneOf(values, { description, example, ...optional });

/** Asked for in a body, told in an answer. */
export const History = (inBody = true) =>
  Flag({
    description: 'Of the past: it counts at its own time, and opens no complaint, alarms nobody, triggers nothing.',
    example: false,
    ...(inBody && { ...optional, default: false }),
  });

export const Digest = () =>
  Text({
    description: 'Of the content as received: a repeat of (source, id) with another one is refused.',
    example: '5f0c7b0e1d5d4b6c8f3a2e9d7c6b5a49',
  });

export const Language = () =>
  Text({
    description: 'BCP 47.',
    example: 'en',
    min: 0,
    max: 35,
    pattern: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
    ...optional,
  });
