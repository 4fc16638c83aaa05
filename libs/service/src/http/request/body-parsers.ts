import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Invalid } from '@harken/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ContentParser, ContentTypes } from '../../definition/service-definition.ts';
import { formType, parseForm } from './form-fields.ts';
import { JsonScanner } from './json-scanner.ts';
import { assertStorable, decodeUtf8, parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';
import { contextOf } from './request-context.ts';
import type { RouteFacts } from './route-config.ts';

type Done = (error: Error | null, body?: unknown) => void;
type Parse = (bytes: Buffer) => unknown;

/** No field takes a longer text: 20,000 characters, each as two escapes of six bytes. */
const textBytes = 240_000;
/** No list of a body is longer, no object has more fields; and so many values in all. Parsing and checking are linear in them. */
const bounds = { members: 10_000, values: 100_000, textBytes };
/** A batch has at most so many items, and none of them a longer list. */
const batchBounds = { members: 1_000, values: 200_000, textBytes };
/** What is parsed at once blocks the others: some 10 ms for so many bytes. */
const largestPart = 1_048_576;

const isBatch = (request: FastifyRequest): boolean => (request.routeOptions.config as RouteFacts).batch === true;

/** A digest of the bytes of a POST with an Idempotency-Key tells a repeat from another body. */
function keepDigest(request: FastifyRequest, bytes: Buffer): void {
  const context = contextOf(request);
  if (context.idempotency) context.bodyDigest = createHash('sha256').update(bytes).digest();
}

/** Reads a body and gives what `parse` makes of it; `look` sees each piece before. */
function readAndParse(
  request: FastifyRequest,
  payload: Readable,
  { look = () => undefined, parse }: { readonly look?: ((piece: Buffer) => void) | undefined; readonly parse: Parse },
  done: Done,
): void {
  readBody(request, payload, look, (error, bytes = Buffer.alloc(0), release = () => undefined) => {
    if (error) return done(error);
    const answer = (fault: Error | null, body?: unknown): void => {
      release();
      done(fault, body);
    };
    try {
      keepDigest(request, bytes);
      const value = bytes.length === 0 ? undefined : parse(bytes);
      if (value instanceof Promise) value.then((body) => answer(null, body), answer);
      else answer(null, value);
    } catch (thrown) {
      answer(thrown as Error);
    }
  });
}

/** Parses JSON, forms and the content types of the service. Everything else is a 415. */
export function registerBodyParsers(
  fastify: FastifyInstance,
  contentTypes: ContentTypes = {},
  ordinaryLimit = largestPart,
): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(formType, (request, payload, done: Done) => {
    readAndParse(request, payload, { parse: (bytes) => parseForm(bytes.toString('utf8')) }, done);
  });
  for (const [type, parse] of Object.entries({ 'application/json': 'json' as const, ...contentTypes })) {
    if (parse === 'json') {
      fastify.addContentTypeParser(type, (request, payload, done: Done) => {
        const scanner = scannerFor(request);
        const look = scanner && ((piece: Buffer) => scanner.write(piece));
        const part = Math.max(largestPart, ordinaryLimit);
        readAndParse(request, payload, { look, parse: (bytes) => parseJson(bytes, scanner, part) }, done);
      });
      continue;
    }
    fastify.addContentTypeParser(type, (request, payload, done: Done) => {
      readAndParse(
        request,
        payload,
        { parse: (bytes) => assertStorable(parseWith(type, parse, decodeUtf8(bytes))) },
        done,
      );
    });
  }
}

/** None for a body too short to hold more members than the bounds allow: the checks after it find the rest. */
function scannerFor(request: FastifyRequest): JsonScanner | undefined {
  const allowed = isBatch(request) ? batchBounds : bounds;
  const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  return length <= 2 * allowed.members ? undefined : new JsonScanner(allowed);
}

function parseWith(type: string, parse: ContentParser, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof Invalid) throw error;
    throw new Invalid('body.malformed', `The body is not ${type}.`);
  }
}
