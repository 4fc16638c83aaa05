import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComplaintLayerFile } from './complaint-layer.ts';

const folder = join(import.meta.dirname, '../classification/models');
let layer: ComplaintLayerFile | undefined;

/** The file of the layer. `npm run train:complaints -- --reader URL` writes it. */
export const layerFile = (inFolder = folder): string => join(inFolder, 'complaints-reader.json');

/** The layer that ships; read once. */
export function shippedLayer(): ComplaintLayerFile {
  layer ??= JSON.parse(readFileSync(layerFile(), 'utf8')) as ComplaintLayerFile;
  return layer;
}
