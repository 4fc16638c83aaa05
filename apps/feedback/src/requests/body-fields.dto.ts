import { OneOf, Text } from '@harken/service';

/** Fields of request bodies. What may be left out may also be null: CRMs send both for "not known". */
export const optional = { optional: true, nullable: true } as const;

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

export const Language = () =>
  Text({
    description: 'BCP 47.',
    example: 'en',
    min: 0,
    max: 35,
    pattern: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
    ...optional,
  });
