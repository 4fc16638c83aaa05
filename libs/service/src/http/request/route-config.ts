import type { Role } from '../../access/keys/roles.ts';

/** What we attach to a Fastify route beside method and path. Decorators write it, hooks read it. */
export interface RouteFacts {
  readonly roles?: readonly Role[];
  readonly public?: true;
  readonly batch?: true;
  readonly upload?: true;
  readonly form?: true;
  readonly direct?: DirectFacts;
}

/** The method that Fastify calls without Nest, see `Direct`. */
export interface DirectFacts {
  // biome-ignore lint/complexity/noBannedTypes: Nest knows its controllers by their constructors.
  readonly controller: Function;
  readonly method: string | symbol;
}

// The key that @nestjs/platform-fastify reads; its own decorator replaces the whole value, ours adds to it.
const metadataKey = '__fastify_route_config__';

/** Adds facts to the Fastify route of a controller method. */
export function routeConfig(facts: RouteFacts): MethodDecorator {
  return (_target, _name, descriptor) => {
    const method = descriptor.value as object;
    Reflect.defineMetadata(metadataKey, { ...Reflect.getMetadata(metadataKey, method), ...facts }, method);
  };
}

/** A route that takes many items in one body of up to BATCH_BODY_LIMIT_BYTES. */
export const BatchBody = (): MethodDecorator => routeConfig({ batch: true });

/** A route that takes a file of any length as multipart/form-data and reads it while it arrives. */
export const Upload = (): MethodDecorator => routeConfig({ upload: true });
/** A route that takes what an HTML form sends, and nothing else: its body is a `FormFields`. */
export const FormBody = (): MethodDecorator => routeConfig({ form: true });
