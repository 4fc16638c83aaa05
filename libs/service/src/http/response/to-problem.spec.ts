import {
  Forbidden,
  Invalid,
  KeyReused,
  NotFound,
  RuleBroken,
  Stale,
  TooMany,
  Unauthenticated,
  Unavailable,
} from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { BadRequestException, NotFoundException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { toProblem } from './to-problem.ts';

const id = '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e';
const fromDatabase = (code: string) =>
  new QueryFailedError('select $1', ['Somchai'], Object.assign(new Error(`invalid value: "Somchai"`), { code }));
const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

describe('a refusal', () => {
  it.each([
    [new Invalid('x.y', 'm'), 400],
    [new Unauthenticated('x.y', 'm'), 401],
    [new Forbidden('x.y', 'm'), 403],
    [new NotFound('x', '1'), 404],
    [new RuleBroken('x.y', 'm'), 409],
    [new Stale('x.y', 'm'), 412],
    [new KeyReused('x.y', 'm'), 422],
    [new TooMany('x.y', 'm', 3), 429],
    [new Unavailable('x.y', 'm'), 503],
  ])('has its status: %s', (problem, status) => {
    const { document } = toProblem(problem, id);
    expect(document).toMatchObject({ status, code: problem.code, detail: problem.message, instance: `urn:uuid:${id}` });
    expect(document.type).toBe(`/problems/${problem.code}`);
  });

  it('says when to retry', () => {
    expect(toProblem(new TooMany('x.y', 'm', 2.2), id).headers['retry-after']).toBe('3');
    expect(toProblem(new Unavailable('x.y', 'm'), id).headers['retry-after']).toBe('2');
  });

  it('sends WWW-Authenticate with a 401', () => {
    expect(toProblem(new Unauthenticated('x.y', 'm'), id).headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('adds its details, which cannot replace the standard members', () => {
    const { document } = toProblem(new RuleBroken('x.y', 'm', { complaintId: '7', status: 200 }), id);
    expect(document).toMatchObject({ complaintId: '7', status: 409 });
  });
});

describe('an error of the database', () => {
  it.each(['22P02', '22003', '22021', '22P05', '22008', '22009', '22007', '2201X', '54000', '23502'])(
    'about a value (%s) is a 400',
    (code) => {
      expect(toProblem(fromDatabase(code), id).document).toMatchObject({ status: 400, code: 'request.invalid' });
    },
  );

  it.each(['23505', '23503'])('about a constraint (%s) is a 409', (code) => {
    expect(toProblem(fromDatabase(code), id).document.status).toBe(409);
  });

  it.each(['57P01', '53300', '08006', '57014', 'ECONNREFUSED'])('about the connection (%s) is a 503', (code) => {
    const { document, headers } = toProblem(fromDatabase(code), id);
    expect(document).toMatchObject({ status: 503, code: 'service.unavailable' });
    expect(headers['retry-after']).toBeDefined();
  });

  it('about the connection without a code is a 503, too', () => {
    expect(toProblem(new Error('timeout exceeded when trying to connect'), id).document.status).toBe(503);
    expect(toProblem(new AggregateError([withCode('ECONNREFUSED')]), id).document.status).toBe(503);
  });

  it('never repeats a value', () => {
    expect(JSON.stringify(toProblem(fromDatabase('22P02'), id))).not.toContain('Somchai');
    expect(JSON.stringify(toProblem(fromDatabase('42P01'), id))).not.toContain('Somchai');
  });
});

describe('anything else', () => {
  it.each([new Error('secret'), 'secret', undefined, null, { secret: 1 }])(
    'is a 500 that tells nothing: %p',
    (thrown) => {
      const { document, log } = toProblem(thrown, id);
      expect(document).toMatchObject({ status: 500, code: 'service.fault', instance: `urn:uuid:${id}` });
      expect(JSON.stringify(document)).not.toContain('secret');
      expect(log).toBe('error');
    },
  );

  it('from Nest or Fastify has a stable code', () => {
    expect(toProblem(new NotFoundException('Cannot GET /x'), id).document.code).toBe('route.not-found');
    expect(toProblem(new BadRequestException('hm'), id).document.status).toBe(400);
    expect(toProblem(withCode('FST_ERR_CTP_BODY_TOO_LARGE'), id).document).toMatchObject({
      status: 413,
      code: 'body.too-large',
    });
  });
});
