import { exampleOf } from './examples.ts';
import { nameTitledSchemas } from './named-schemas.ts';
import {
  type OpenApiDocument,
  type Operation,
  operationsOf,
  type ResponseObject,
  type Schema,
} from './openapi-types.ts';

const problemSchema: Schema = {
  title: 'Problem',
  type: 'object',
  description: 'A refusal (RFC 9457). `code` is stable; build on it, not on the sentences.',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  // Some codes say more: which monitors use a standard, which limit applies.
  additionalProperties: true,
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: '`/problems/` and the code; docs/problems.md says what each means.',
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    instance: { type: 'string', description: 'Finds this request in our logs.' },
    errors: {
      type: 'array',
      items: {
        title: 'FieldError',
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: {
            type: 'string',
            description: 'JSON pointer into the body; /query/..., /path/..., /header/... elsewhere.',
          },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

const sharedProblems: Readonly<Record<string, readonly [description: string, code: string, detail: string]>> = {
  400: ['Malformed or not valid.', 'request.invalid', 'The request has a fault.'],
  401: ['No key, or none that is valid.', 'access.key-invalid', 'This key is not valid, or not any more.'],
  403: ['The key has none of the roles.', 'access.role-missing', 'This needs another role.'],
  404: ['There is no such thing.', 'thing.not-found', 'No thing has this id.'],
  409: [
    'A rule of the domain forbids it now, or a request with this Idempotency-Key is being worked on.',
    'idempotency.in-flight',
    'A request with this Idempotency-Key is being worked on.',
  ],
  412: ['Changed since the version in If-Match.', 'request.stale', 'Somebody else has changed it.'],
  413: ['The body is too large.', 'body.too-large', 'The body is larger than this route takes.'],
  415: [
    'The Content-Type is not supported.',
    'body.unsupported-media-type',
    'This route does not take a body of this Content-Type.',
  ],
  422: [
    'The Idempotency-Key was used for another request.',
    'idempotency.key-reused',
    'This Idempotency-Key was used for another request before.',
  ],
  429: [
    'Too many requests; Retry-After says when to come again.',
    'access.too-many-requests',
    'Too many requests from here.',
  ],
  503: [
    'A part that this needs is away; Retry-After says when to come again.',
    'service.unavailable',
    'A part that this needs is away for the moment.',
  ],
};

const componentOf = (status: string): string => `Problem${status}`;
const reference = (status: string): string => `#/components/responses/${componentOf(status)}`;

function sharedResponse(status: string): ResponseObject {
  const [description = '', code, detail] = sharedProblems[status] ?? [];
  const example = {
    type: `/problems/${code}`,
    title: description.replace(/[.;,].*$/, ''),
    status: Number(status),
    detail,
    code,
    instance: 'urn:uuid:01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e',
    ...(status === '400' ? { errors: [{ pointer: '/text', code: 'required', detail: 'is required' }] } : {}),
  };
  const wait = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer', example: 2 } } };
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } },
    ...(status === '429' || status === '503' ? { headers: wait } : {}),
  };
}

/** The problem responses of an operation beside those it declares itself. */
function problemStatusesOf(method: string, operation: Operation): string[] {
  const has = (where: string) => (operation.parameters ?? []).some((p) => p.in === where);
  const ifMatch = (operation.parameters ?? []).some((p) => p.name.toLowerCase() === 'if-match');
  const body = operation.requestBody !== undefined;
  const changes = method !== 'get';
  return [
    ...(body || has('query') || has('path') || changes ? ['400'] : []),
    ...(operation['x-public'] ? ['429'] : ['401', '403', '429', '503']),
    ...(has('path') ? ['404'] : []),
    ...(changes ? ['409'] : []),
    ...(ifMatch ? ['412'] : []),
    ...(body ? ['413', '415'] : []),
    ...(method === 'post' ? ['422'] : []),
  ];
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes repeating safe: the same key and body give the same answer again, for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255, example: '6f1c2f0e-1b1f-4a0c-9a64-5f7b7f0e9a10' },
};

/** Adds what operations share: problems, roles, Idempotency-Key, examples built from the fields. */
export function completeDocument(document: OpenApiDocument): OpenApiDocument {
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema };
  nameTitledSchemas(document);
  for (const { method, operation } of operationsOf(document)) {
    completeOperation(method, operation);
    addExamples(operation, document);
  }
  const named = new Set(
    operationsOf(document).flatMap(({ operation }) => Object.values(operation.responses).map((r) => r.$ref)),
  );
  const used = Object.keys(sharedProblems).filter((status) => named.has(reference(status)));
  document.components.responses = Object.fromEntries(
    used.map((status) => [componentOf(status), sharedResponse(status)]),
  );
  return document;
}

function completeOperation(method: string, operation: Operation): void {
  for (const status of problemStatusesOf(method, operation)) {
    operation.responses[status] ??= { $ref: reference(status) };
  }
  if (method === 'post' && !operation['x-public'])
    operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
  const roles = operation['x-roles'];
  if (roles) operation.description = `${operation.description ?? ''}\n\nRoles: ${roles.join(', ')}.`.trim();
  if (operation['x-public']) operation.security = [];
}

function addExamples(operation: Operation, document: OpenApiDocument): void {
  const contents = [operation.requestBody?.content, ...Object.values(operation.responses).map((r) => r.content)];
  for (const media of contents.flatMap((content) => Object.values(content ?? {}))) {
    if (media.example !== undefined || media.examples !== undefined || !media.schema) continue;
    const example = exampleOf(media.schema, document);
    if (example) media.example = example.value;
  }
}
