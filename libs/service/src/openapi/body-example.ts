import { ApiSchema } from '@nestjs/swagger';

/**
 * The example of a whole class, for bodies whose fields exclude each other: without it the example has all fields, each
 * with its own.
 */
export const BodyExample = (example: object): ClassDecorator =>
  ApiSchema({ example } as Parameters<typeof ApiSchema>[0]);
