/** Sentence vectors with the model that made them: vectors of different models are never compared. */
export interface Embeddings {
  readonly model: string;
  readonly vectors: readonly Float32Array[];
}

export interface EmbeddingsServer {
  /** Its base address, up to `/v1`. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly apiKey?: string | undefined;
  /** What is asked for; a server with one model needs none. */
  readonly model?: string | undefined;
}

/** The server took the request and refused it: the same texts will be refused again. */
export class EmbeddingsRefused extends Error {
  override readonly name = 'EmbeddingsRefused';
}

const maxCharacters = 1_000;
const maxAnswerBytes = 64 * 1024 * 1024;

/** What is sent of a text: the beginning of a long one is enough. */
export const readOf = (text: string): string => text.slice(0, maxCharacters);

/**
 * The vectors of some texts by any server with `POST /v1/embeddings` of OpenAI. Throws EmbeddingsRefused for 400, 413 and
 * 422, and any other Error if there is no answer in time or the answer has another form.
 */
export async function readEmbeddings(
  { url, timeoutMs, apiKey, model }: EmbeddingsServer,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<Embeddings> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(`${url.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
    body: JSON.stringify({ model: model ?? 'default', input: texts.map(readOf) }),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    redirect: 'error',
  });
  if ([400, 413, 422].includes(response.status)) {
    await response.body?.cancel();
    throw new EmbeddingsRefused(`The text reader refused the texts with ${response.status}.`);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The text reader answered ${response.status}.`);
  }
  if (Number(response.headers.get('content-length') ?? 0) > maxAnswerBytes) {
    await response.body?.cancel();
    throw new Error('The answer of the text reader is too long.');
  }
  return parseEmbeddings(await response.json(), texts.length);
}

function parseEmbeddings(answer: unknown, count: number): Embeddings {
  const { data, model } = (answer ?? {}) as { data?: unknown; model?: unknown };
  if (typeof model !== 'string' || !Array.isArray(data) || data.length !== count) throw strangeAnswer();
  const vectors: Float32Array[] = new Array(count);
  for (const item of data as { index?: unknown; embedding?: unknown }[]) {
    const { index, embedding } = item ?? {};
    const known = typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < count;
    const whole = Array.isArray(embedding) && embedding.length > 0 && embedding.every(Number.isFinite);
    if (!known || !whole) throw strangeAnswer();
    vectors[index] = Float32Array.from(embedding as number[]);
  }
  const dimensions = vectors[0]?.length;
  for (let at = 0; at < count; at += 1) if (vectors[at]?.length !== dimensions) throw strangeAnswer();
  return { model, vectors };
}

const strangeAnswer = (): Error => new Error('The text reader gave no vectors as POST /v1/embeddings does.');
