import { readEmbeddings } from '../../../apps/feedback/src/text-reader/embeddings.client.ts';
import type { VectorOf } from './train-complaint-layer.ts';

const textsPerRequest = 16;
const timeoutMs = 300_000;

/** The vectors of all texts, each read once. Throws if the server changes its model on the way. */
export async function readVectors(
  url: string,
  texts: readonly string[],
): Promise<{ readonly model: string; readonly vectorOf: VectorOf }> {
  const wanted = [...new Set(texts)];
  const vectors = new Map<string, Float32Array>();
  let model = '';
  for (let at = 0; at < wanted.length; at += textsPerRequest) {
    const some = wanted.slice(at, at + textsPerRequest);
    const read = await readEmbeddings({ url, timeoutMs }, some);
    model ||= read.model;
    if (read.model !== model) throw new Error(`The text reader changed its model from ${model} to ${read.model}.`);
    some.forEach((text, index) => {
      const vector = read.vectors[index];
      if (vector) vectors.set(text, vector);
    });
    if (at % (100 * textsPerRequest) === 0) console.error(`${at} of ${wanted.length} texts are read`);
  }
  return { model, vectorOf: (text) => vectors.get(text) };
}
