import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { HttpResponse } from '@harken/simulator';

/** Announces a body of `bytes` and sends only its first part: a client that writes on would miss the early answer. */
export async function announceBody(url: URL, method: string, key: string, bytes: number): Promise<HttpResponse> {
  const outgoing = request(url, {
    method,
    agent: false,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': bytes },
  });
  outgoing.on('error', () => undefined); // The server hangs up on the rest of the body; the answer has come by then.
  outgoing.write(`{"text": "${'x'.repeat(10_000)}`);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  outgoing.destroy();
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) };
}
