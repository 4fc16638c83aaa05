import { isUtf8 } from 'node:buffer';
import { Invalid } from '@harken/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ContentParser, ContentTypes } from '../../definition/service-definition.ts';
import { contextOf } from './request-context.ts';
import { findUnsafeValues } from './unsafe-values.ts';

type Done = (error: Error | null, body?: unknown) => void;

/** Throws Invalid for a value that JSON allows and the database refuses. */
export function assertStorable(value: unknown): unknown {
  const faults = findUnsafeValues(value);
  if (faults.length > 0) throw new Invalid('request.invalid', 'The body has values that cannot be stored.', faults);
  return value;
}

function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Invalid('body.not-utf-8', 'The body is not UTF-8 text.');
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Keeps the bytes of a POST with an Idempotency-Key, to compare repeats byte by byte. */
function keepRawBody(request: FastifyRequest, bytes: Buffer): void {
  const context = contextOf(request);
  if (context.idempotency) context.rawBody = bytes;
}

/** Parses JSON and the content types of the service. Everything else is a 415. */
export function registerBodyParsers(fastify: FastifyInstance, contentTypes: ContentTypes = {}): void {
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');

  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done: Done) => {
    try {
      keepRawBody(request, bytes);
      if (bytes.length === 0) return done(null, undefined);
      parseJson(request, decodeUtf8(bytes), (error, value) => {
        if (error) return done(notJsonError());
        callDone(done, () => assertStorable(value));
      });
    } catch (error) {
      done(error as Error);
    }
  });

  for (const [type, parse] of Object.entries(contentTypes)) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (request, bytes: Buffer, done: Done) => {
      callDone(done, () => {
        keepRawBody(request, bytes);
        return bytes.length === 0 ? undefined : assertStorable(parseWith(type, parse, decodeUtf8(bytes)));
      });
    });
  }
}

/** The value of a JSON text that is a part of a body; Invalid if it is none, or cannot be stored. */
export function storableJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJsonError();
  }
  return assertStorable(value);
}

const notJsonError = (): Invalid => new Invalid('body.not-json', 'The body is not JSON.');

function parseWith(type: string, parse: ContentParser, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof Invalid) throw error;
    throw type.endsWith('json') ? notJsonError() : new Invalid('body.malformed', `The body is not ${type}.`);
  }
}

function callDone(done: Done, work: () => unknown): void {
  let value: unknown;
  try {
    value = work();
  } catch (error) {
    done(error as Error);
    return;
  }
  done(null, value);
}
