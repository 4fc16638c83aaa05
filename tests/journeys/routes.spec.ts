import { type ServiceName, services } from '@harken/contracts';
import { ApiClient, expectStatus, type HttpResponse } from '@harken/simulator';
import { type Role, roles } from '@harken/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { announceBody } from '../harness/announce-body.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly 'x-roles'?: readonly Role[];
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Route {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const someId = '01926f3a-7c1e-7b54-9d0e-00000000ffff';
const concrete = (path: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => (/level/i.test(name) ? '1' : someId));
const json = { 'content-type': 'application/json' };
const isProblem = (answer: HttpResponse) => {
  expect(String(answer.headers['content-type'])).toMatch(/application\/problem\+json/);
  expect(answer.body).toMatchObject({
    status: answer.status,
    code: expect.stringMatching(/^[a-z]+(-[a-z]+)*\.[a-z-]+$/),
    title: expect.any(String),
  });
};

describe('every route of every service', () => {
  let system: System;
  let routes: Route[] = [];
  const clients = new Map<string, ApiClient>();
  const as = ({ service }: Route, role?: Role) => {
    const name = `${service} ${role}`;
    const client = clients.get(name) ?? system.api(service, role);
    clients.set(name, client);
    return client;
  };
  const allowed = (route: Route): Role => {
    const [role] = route.operation['x-roles'] ?? [];
    if (!role) throw new Error(`${route.method} ${route.path} names no role`);
    return role;
  };
  /** Runs a check on each route and names all that fail, not only the first. */
  const each = async (wanted: (route: Route) => boolean, check: (route: Route) => Promise<void>) => {
    const failures: string[] = [];
    const chosen = routes.filter(wanted);
    expect(chosen.length).toBeGreaterThan(0);
    for (const route of chosen) {
      await check(route).catch((error: Error) => {
        failures.push(`${route.service} ${route.method.toUpperCase()} ${route.path}: ${error.message}`);
      });
    }
    expect(failures).toEqual([]);
  };
  const withBody = ({ operation }: Route) => operation.requestBody !== undefined;
  const expectProblem = (answer: HttpResponse, ...statuses: number[]) => {
    if (!statuses.includes(answer.status))
      throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
    isProblem(answer);
  };

  beforeAll(async () => {
    system = await startSystem();
    for (const service of services) {
      const document = expectStatus(await system.api(service).get<Document>('/openapi.json'), 200);
      expect(document.openapi).toMatch(/^3\.1/);
      for (const [path, operations] of Object.entries(document.paths)) {
        for (const [method, operation] of Object.entries(operations)) routes.push({ service, method, path, operation });
      }
    }
    routes = routes.filter(({ path }) => path.startsWith('/v1/'));
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  it('has a document', () => {
    expect(routes.length).toBeGreaterThan(50);
    const paths = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('refuses a call without a key', () =>
    each(
      () => true,
      async (route) => {
        const answer = await as(route).send(
          route.method.toUpperCase(),
          concrete(route.path),
          withBody(route) ? { body: {} } : {},
        );
        expectProblem(answer, 401);
      },
    ));

  it('refuses a key with the wrong role', () =>
    each(
      ({ operation }) => (operation['x-roles']?.length ?? 0) < roles.length,
      async (route) => {
        const wrong = roles.find((role) => !route.operation['x-roles']?.includes(role));
        const answer = await as(route, wrong).send(
          route.method.toUpperCase(),
          concrete(route.path),
          withBody(route) ? { body: {} } : {},
        );
        expectProblem(answer, 403);
      },
    ));

  it('refuses an unknown field', () =>
    each(withBody, async (route) => {
      const answer = await as(route, allowed(route)).send(route.method.toUpperCase(), concrete(route.path), {
        body: { noSuchField: 1 },
      });
      expectProblem(answer, 400);
    }));

  it.each([
    ['a list', '[1, 2]'],
    ['a number', '7'],
    ['a string', '"text"'],
    ['null', 'null'],
    ['a deep nest', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`],
    ['a NUL in a string', '{"customer":"a\\u0000b","text":"a\\u0000b","name":"a\\u0000b","onBehalfOf":"a\\u0000b"}'],
    ['a number beyond measure', '{"customer":1e400,"text":1e400,"name":1e400}'],
    ['the prototype', '{"__proto__":{"a":1}}'],
  ])('refuses %s where an object is asked for', (_, body) =>
    each(withBody, async (route) => {
      const answer = await as(route, allowed(route)).send(route.method.toUpperCase(), concrete(route.path), {
        body,
        headers: json,
      });
      // A batch of CloudEvents is a list; its events are refused one by one.
      if (answer.status !== 200 || !body.startsWith('[')) expectProblem(answer, 400, 404);
    }),
  );

  it('refuses what is not JSON', () =>
    each(withBody, async (route) => {
      const answer = await as(route, allowed(route)).send(route.method.toUpperCase(), concrete(route.path), {
        body: '{"a": ',
        headers: json,
      });
      expectProblem(answer, 400);
    }));

  it('refuses a content type it does not know', () =>
    each(withBody, async (route) => {
      const headers = { 'content-type': 'application/x-msword' };
      const answer = await as(route, allowed(route)).send(route.method.toUpperCase(), concrete(route.path), {
        body: '{}',
        headers,
      });
      expectProblem(answer, 415);
    }));

  it('refuses a body that is too large', () =>
    each(withBody, async (route) => {
      const url = new URL(concrete(route.path), system.serviceUrl(route.service));
      const key = system.keys[allowed(route)];
      expectProblem(await announceBody(url, route.method.toUpperCase(), key, 20 << 20), 413);
    }));

  it('answers a strange id with a problem, never with an error of its own', () =>
    each(
      ({ path }) => path.includes('{'),
      async (route) => {
        for (const id of ['not-an-id', '%00', '%F0%28', "1' OR '1'='1", '9'.repeat(300), '../../etc']) {
          const path = route.path.replace(/\{\w+\}/g, encodeURIComponent(id).replaceAll('%25', '%'));
          const call = withBody(route) ? { body: {} } : {};
          const answer = await as(route, allowed(route)).send(route.method.toUpperCase(), path, call);
          if (answer.status >= 500) throw new Error(`${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
        }
      },
    ));

  it('answers strange questions with a problem', () =>
    each(
      ({ method }) => method === 'get',
      async (route) => {
        for (const query of [
          'limit=0',
          'limit=x',
          'limit=501',
          'cursor=%00',
          'cursor=!!!',
          'noSuchFilter=1',
          'limit=1&limit=2',
        ]) {
          const answer = await as(route, allowed(route)).get(`${concrete(route.path)}?${query}`);
          if (answer.status >= 500) throw new Error(`${query}: ${answer.status} ${JSON.stringify(answer.body)}`);
          if (answer.status >= 400) isProblem(answer);
        }
      },
    ));

  it('refuses a route that is not there, and a method that is not there', async () => {
    for (const service of services) {
      const client = new ApiClient(system.services[service].url, system.keys.ops);
      expectProblem(await client.get('/v1/no-such-thing'), 404);
      const [route] = routes.filter((one) => one.service === service);
      if (route) expectProblem(await client.send('PATCH', concrete('/v1/no-such-thing'), { body: {} }), 404, 405);
      await client.close();
    }
  });
});
