import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { modelLanguages } from './text-features.ts';
import { decodeTextModel, type TextModel } from './text-model.ts';

const folder = join(import.meta.dirname, '../models');
let models: ReadonlyMap<string, TextModel> | undefined;

/** The file of the model of a language. `npm run train:complaints` writes it. */
export const modelFile = (language: string, inFolder = folder): string =>
  join(inFolder, `complaints-${language}.model.gz`);

/** The models of all languages that have one, by language; read once, in a tenth of a second. */
export function shippedModels(): ReadonlyMap<string, TextModel> {
  models ??= new Map(
    modelLanguages.map((language) => [language, decodeTextModel(gunzipSync(readFileSync(modelFile(language))))]),
  );
  return models;
}
