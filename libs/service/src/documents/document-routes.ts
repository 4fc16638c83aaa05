import type { Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Role } from '../access/keys/roles.ts';
import { HttpResponse } from '../http/response/http-response.ts';
import { type CursorKey, type Page, pageOf } from '../paging/cursor.ts';
import { DtoBody } from '../validation/dto-body.ts';
import { JsonBody } from '../validation/json-body.ts';
import type { DtoClass } from '../validation/value-rules.ts';
import type { Published, Versioned } from './document.ts';

/** Summary and description of an operation. */
export type OperationText = readonly [summary: string, description: string];

/** What the routes of a document need beside its rules. */
export interface DocumentRoutes<C extends object> {
  /** `v1/response-policy`. */
  readonly path: string;
  readonly tag: string;
  readonly roles: { readonly publish: readonly Role[]; readonly read: readonly Role[] };
  /** A DTO class, or a JSON Schema (TypeBox) with an example. */
  readonly body: DtoClass | { readonly schema: object; readonly example: object };
  readonly answer: DtoClass | { readonly schema: object };
  readonly texts: {
    readonly publish: OperationText;
    readonly read: OperationText;
    /** The list of all of many. */
    readonly list?: OperationText;
    /** With them there is `/versions` and, for one document, `?version=`; the answer is a DTO class then. */
    readonly versions?: OperationText;
    /** What the answer is: `The policy.` */
    readonly answer: string;
  };
  /** The body has `effectiveFrom`; the answer says it, when and by whom it was published. */
  readonly dated?: boolean;
  /** The content that a checked body stands for; the body itself unless given. */
  // biome-ignore lint/suspicious/noExplicitAny: the body is of the class or schema above
  readonly contentOf?: (body: any) => Partial<C>;
  readonly answerOf?: (document: Versioned<C>) => object;
}

type Routes = DocumentRoutes<object>;
// What only the answer has: PUT takes and ignores it, so that it takes what GET gives.
const readOnly = ['id', 'version', 'publishedAt', 'publishedBy'];

/** The class under the name that the ids of its operations begin with: `v1/response-policy` -> `ResponsePolicyController`. */
export function named(controller: Type<unknown>, path: string): Type<unknown> {
  const words = (path.split('/').at(-1) ?? '').split('-');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return Object.defineProperty(controller, 'name', { value: `${name}Controller` });
}

export const ApiText = ([summary, description]: OperationText): MethodDecorator =>
  ApiOperation({ summary, description });

export function DocumentBody({ body }: Pick<Routes, 'body'>): ParameterDecorator {
  if (typeof body === 'function') return DtoBody(body, { readOnly });
  return JsonBody(body.schema, { example: body.example, readOnly });
}

export const ApiDocumentAnswer = ({ answer, texts }: Pick<Routes, 'answer' | 'texts'>): MethodDecorator =>
  ApiOkResponse({
    description: texts.answer,
    ...(typeof answer === 'function' ? { type: answer } : { schema: answer.schema }),
  });

/** What a checked body publishes. */
export function publicationOf<C extends object>({ dated, contentOf }: DocumentRoutes<C>, body: object) {
  const { effectiveFrom, ...rest } = body as { readonly effectiveFrom?: string };
  const content: Partial<C> = dated ? (rest as Partial<C>) : (body as Partial<C>);
  return {
    content: contentOf ? contentOf(content) : content,
    effectiveFrom: dated && effectiveFrom !== undefined ? new Date(effectiveFrom) : undefined,
  };
}

/** A version as the answer shows it. */
export function shown<C extends object>({ dated, answerOf }: DocumentRoutes<C>, document: Versioned<C>): object {
  if (answerOf) return answerOf(document);
  if (dated) return document;
  const { effectiveFrom: _, publishedAt: __, publishedBy: ___, ...rest } = document as Partial<Published<C>>;
  return rest;
}

export const documentAnswer = <C extends object>(
  routes: DocumentRoutes<C>,
  document: Versioned<C>,
): HttpResponse<object> => HttpResponse.ok(shown(routes, document)).etag(document.version);

export function shownPage<C extends object, V extends Versioned<C>>(
  routes: DocumentRoutes<C>,
  rows: readonly V[],
  limit: number,
  keyOf: (row: V) => CursorKey,
): Page<object> {
  const { items, next } = pageOf(rows, limit, keyOf);
  return { items: items.map((one) => shown(routes, one)), next };
}
