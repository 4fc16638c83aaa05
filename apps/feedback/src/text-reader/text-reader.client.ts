import { EmbeddingsRefused, type EmbeddingsServer, readEmbeddings } from './embeddings.client.ts';

const textsPerRequest = 16;

/** What a text reader gave; a text that it refuses, even alone, has no vector. */
export interface TextVectors {
  readonly model: string;
  readonly vectors: readonly (Float32Array | undefined)[];
}

/**
 * Reads any number of texts, some at a time. Throws if the server is away, answers in another form, or changes its model
 * on the way: vectors of two models are never mixed. Without any vector the model is ''.
 */
export async function readTexts(
  server: EmbeddingsServer,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<TextVectors> {
  const vectors: (Float32Array | undefined)[] = [];
  let model = '';
  const take = async (some: readonly string[]): Promise<void> => {
    try {
      const read = await readEmbeddings(server, some, signal);
      model ||= read.model;
      if (read.model !== model) throw new Error(`The text reader changed its model from ${model} to ${read.model}.`);
      vectors.push(...read.vectors);
    } catch (error) {
      if (!(error instanceof EmbeddingsRefused)) throw error;
      if (some.length === 1) vectors.push(undefined);
      else for (const text of some) await take([text]);
    }
  };
  for (let at = 0; at < texts.length; at += textsPerRequest) await take(texts.slice(at, at + textsPerRequest));
  return { model, vectors };
}
