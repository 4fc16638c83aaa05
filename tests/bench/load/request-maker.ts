import { randomBytes, randomUUID } from 'node:crypto';
import { feedbackBody } from './feedback-bodies.ts';
import { requestHead } from './http-connection.ts';

export interface Target {
  readonly url: string;
  readonly path: string;
  readonly key?: string | undefined;
  /** What is posted: feedback as it comes, only complaints, or batches of so many; none: GET. */
  readonly body?: 'mix' | 'complaints' | { readonly batch: number } | undefined;
  /** Instead of `path` and `body`: these in turn; with a body a POST. */
  readonly each?: readonly PreparedRequest[] | undefined;
}

export interface PreparedRequest {
  readonly path: string;
  readonly body?: object;
}

const variants = 220;

/** Gives a request that was never sent before, ready for the wire. */
export function requestMaker(target: Target): () => string | Buffer {
  const { body, each } = target;
  if (each) return inTurn(target, each);
  if (body === undefined) {
    const whole = requestHead({ ...target, method: 'GET' }, 0);
    return () => whole;
  }
  return typeof body === 'object' ? batches(target, body.batch) : singles(target, body === 'complaints');
}

function inTurn({ key }: Target, each: readonly PreparedRequest[]): () => string {
  const requests = each.map(({ path, body }) => {
    const json = body === undefined ? '' : JSON.stringify(body);
    return requestHead({ path, key, method: body === undefined ? 'GET' : 'POST' }, Buffer.byteLength(json)) + json;
  });
  let sent = 0;
  return () => {
    const request = requests[sent % requests.length] ?? '';
    sent += 1;
    return request;
  };
}

/** An id of the length of a UUID is put between two halves that were made once. */
function singles(target: Target, complaints: boolean): () => string {
  const marker = randomUUID();
  const run = randomBytes(12).toString('hex');
  const halves = Array.from({ length: variants }, (_, n) => {
    const body = JSON.stringify({ ...feedbackBody(n, marker), ...(complaints ? { kind: 'complaint' } : {}) });
    const [before = '', after = ''] = body.split(marker);
    return { before: requestHead({ ...target, method: 'POST' }, Buffer.byteLength(body)) + before, after };
  });
  let sent = 0;
  return () => {
    const half = halves[sent % variants];
    const id = `${run}${String(sent).padStart(marker.length - run.length, '0')}`;
    sent += 1;
    return `${half?.before}${id}${half?.after}`;
  };
}

function batches(target: Target, size: number): () => Buffer {
  return () => {
    const items = Array.from({ length: size }, (_, n) => feedbackBody(n, randomUUID()));
    const body = JSON.stringify({ items });
    return Buffer.from(requestHead({ ...target, method: 'POST' }, Buffer.byteLength(body)) + body);
  };
}
