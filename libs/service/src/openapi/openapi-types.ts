/** The parts of OpenAPI 3.1 that we use. */
export interface Schema {
  $ref?: string;
  type?: unknown;
  example?: unknown;
  examples?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  [key: string]: unknown;
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}

export interface ResponseObject {
  $ref?: string;
  description?: string;
  content?: Record<string, MediaType>;
  headers?: Record<string, unknown>;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
  example?: unknown;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content?: Record<string, MediaType> };
  responses: Record<string, ResponseObject>;
  security?: Record<string, string[]>[];
  'x-roles'?: string[];
  'x-public'?: boolean;
}

export type PathItem = Record<string, Operation>;

export interface OpenApiDocument {
  openapi: string;
  info: Record<string, unknown>;
  paths: Record<string, PathItem>;
  tags?: { name: string; description?: string }[];
  components?: { schemas?: Record<string, Schema>; responses?: Record<string, ResponseObject>; [key: string]: unknown };
  [key: string]: unknown;
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch']);

/** Every operation with its place, e.g. `POST /v1/complaints`. */
export function operationsOf(document: OpenApiDocument): { place: string; method: string; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({ place: `${method.toUpperCase()} ${path}`, method, operation })),
  );
}
