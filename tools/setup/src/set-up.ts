import type { ServiceName } from '@harken/contracts';
import { type ApiClient, expectStatus, type HttpResponse, pagesOf } from '@harken/simulator';
import type { Company, Fields, Webhook } from './company.ts';
import { CompanyFault } from './company.ts';
import { differingFields } from './differences.ts';
import { type Thing, thingsOf } from './things.ts';

/** The running system, with the key of somebody who may configure it (role ops). */
export type ApiOf = (service: ServiceName) => ApiClient;

export interface Result {
  readonly name: string;
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'unknown';
  /** The fields that changed, or what a person has to know. */
  readonly details?: string;
}

interface Document {
  readonly paths: Readonly<Record<string, unknown>>;
}
interface Subscription extends Fields {
  readonly id: string;
  readonly name: string;
}

/** Brings the running system to what the company says, thing by thing. A second run changes nothing. Throws CompanyFault for what a service refuses. */
export async function* setUp(company: Company, api: ApiOf): AsyncGenerator<Result> {
  const routes = new Map<ServiceName, readonly string[]>();
  for (const thing of thingsOf(company)) {
    const known = routes.get(thing.service) ?? (await routesOf(api(thing.service)));
    routes.set(thing.service, known);
    yield known.some((route) => thing.path.startsWith(route))
      ? await settle(thing, api(thing.service))
      : { name: thing.name, outcome: 'unknown', details: 'this Harken has no such thing; left out' };
  }
  if (company.webhook) yield await settleWebhook(company.webhook, api('notifications'));
}

/** The addresses that a service documents, up to their first parameter. */
async function routesOf(client: ApiClient): Promise<string[]> {
  const { paths } = expectStatus(await client.get<Document>('/openapi.json'), 200);
  return Object.keys(paths).map((path) => path.replace(/\{.*$/, ''));
}

async function settle({ name, path, body, keep }: Thing, client: ApiClient): Promise<Result> {
  const read = await client.get<Fields>(path);
  const there = read.status === 404 || read.status === 503 ? undefined : expectStatus(read, 200);
  const wanted = there && keep ? keep(body, there) : body;
  // A document that was never published is version 0: its defaults.
  const published = there !== undefined && there.version !== 0;
  const fields = there ? differingFields(wanted, there) : [];
  if (published && fields.length === 0) return { name, outcome: 'unchanged' };
  accepted(name, await client.put(path, wanted), 200, 201);
  return published ? { name, outcome: 'changed', details: fields.join(', ') } : { name, outcome: 'created' };
}

async function settleWebhook({ name, filter, url, ordered }: Webhook, client: ApiClient): Promise<Result> {
  const title = `webhook ${name}`;
  const body = { filter: filter ?? {}, delivery: { kind: 'webhook', url, ...(ordered !== undefined && { ordered }) } };
  const read = async (path: string) => expectStatus(await client.get<never>(path), 200);
  for await (const one of pagesOf<Subscription>('/v1/subscriptions', read)) {
    if (one.name !== name) continue;
    const fields = differingFields(body, one);
    if (fields.length === 0) return { name: title, outcome: 'unchanged' };
    accepted(title, await client.send('PATCH', `/v1/subscriptions/${one.id}`, { body }), 200);
    return { name: title, outcome: 'changed', details: fields.join(', ') };
  }
  const made = accepted(title, await client.post<Fields>('/v1/subscriptions', { name, ...body }), 201);
  return { name: title, outcome: 'created', details: `its secret, shown this once: ${made.secret}` };
}

/** The answer, or what the service has against it. */
function accepted<T>(name: string, answer: HttpResponse<T>, ...statuses: readonly number[]): T {
  if (statuses.includes(answer.status)) return answer.body;
  const { detail, errors = [] } = answer.body as { detail?: string; errors?: { pointer: string; detail: string }[] };
  const faults = errors.map((error) => `\n    ${error.pointer} ${error.detail}`);
  throw new CompanyFault(`${name}: ${answer.status} ${detail ?? ''}${faults.join('')}`);
}
