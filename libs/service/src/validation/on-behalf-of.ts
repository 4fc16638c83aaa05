import { Text } from './dto-properties.ts';

/** The property `onBehalfOf` of a body: `@OnBehalfOf() onBehalfOf?: string`. */
export const OnBehalfOf = (): PropertyDecorator =>
  Text({
    description: 'The person that the client acts for: kept as said, never counted as verified.',
    example: 'anna',
    optional: true,
    max: 200,
    chosenId: true,
  });
