import { type HostileRequest, hostileRequests } from './hostile-requests.ts';
import type { Document, Route } from './openapi.ts';

export interface HostileTrial {
  readonly url: string;
  readonly keyOf: (role: string) => string | Promise<string>;
  /** The values of the path of a route; `none` for those that are left out. */
  readonly ids?: (route: Route) => Readonly<Record<string, string>>;
}

export interface HostileResult {
  readonly tried: number;
  readonly routes: number;
  /** One line for each request that was answered in a wrong way. */
  readonly wrong: readonly string[];
}

const atOnce = 8;

/**
 * Sends a service everything that `hostileRequests` makes of its document. Right is: never a 5xx; each refusal a problem
 * document; and a value that has to be refused a 400 that names its place (a path may also be a 404, or 414).
 */
export async function tryHostileRequests({ url, keyOf, ids = () => ({}) }: HostileTrial): Promise<HostileResult> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
  const queue = hostileRequests(document, ids);
  const routes = new Set<Route>();
  const wrong: string[] = [];
  let tried = 0;
  const work = async (): Promise<void> => {
    for (const request of queue) {
      tried += 1;
      routes.add(request.route);
      const fault = await faultOf(request, url, await keyOf(request.route.role));
      if (fault) wrong.push(`${request.route.method} ${request.route.path} ${request.what}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { tried, routes: routes.size, wrong };
}

async function faultOf(
  { route, path, body, refusedAt }: HostileRequest,
  url: string,
  key: string,
): Promise<string | undefined> {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const response = await fetch(url + path, { method: route.method, headers, ...(body === undefined ? {} : { body }) });
  const { status } = response;
  if (/event-stream/.test(response.headers.get('content-type') ?? '')) {
    // It would go on for ever.
    await response.body?.cancel();
    return refusedAt === undefined ? undefined : `${status}, though it had to be refused`;
  }
  const text = await response.text();
  if (status >= 500) return `${status} ${text.slice(0, 200)}`;
  if (status < 400) {
    const refused = refusedAt === undefined || itemRefusedAt(text, refusedAt);
    return refused ? undefined : `${status}, though it had to be refused`;
  }
  if (!/problem\+json/.test(response.headers.get('content-type') ?? '')) return `${status} without a problem document`;
  if (refusedAt === undefined) return undefined;
  if (refusedAt.startsWith('/path/') && (status === 404 || status === 414)) return undefined;
  const named = names(JSON.parse(text) as ProblemBody, refusedAt);
  return status === 400 && named ? undefined : `${status} ${text.slice(0, 300)}, not 400 at ${refusedAt}`;
}

interface ProblemBody {
  readonly errors?: readonly { readonly pointer: string }[];
}

const names = ({ errors = [] }: ProblemBody, place: string): boolean =>
  errors.some(({ pointer }) => pointer === place || pointer.startsWith(`${place}/`));

/** A batch is answered 200 with a result per item; the pointers of its faults begin in the item. */
function itemRefusedAt(text: string, place: string): boolean {
  const [, index, within = ''] = /^\/items\/(\d+)(\/.*)?$/.exec(place) ?? (place === '/items' ? ['', '0', ''] : []);
  if (index === undefined || !text.startsWith('{')) return false;
  const { results = [] } = JSON.parse(text) as { results?: { problem?: ProblemBody }[] };
  const problem = results[Number(index)]?.problem;
  return problem !== undefined && names(problem, within);
}
