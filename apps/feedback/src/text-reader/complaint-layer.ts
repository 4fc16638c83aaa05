/** A linear layer over the vectors of one embeddings model, as it is shipped: `models/complaints-reader.json`. */
export interface ComplaintLayerFile {
  /** Of the embeddings: vectors of another model mean something else. */
  readonly model: string;
  /** Changes with every training. */
  readonly version: string;
  readonly bias: number;
  readonly weights: readonly number[];
  /** By language; the layer reads only these. */
  readonly languages: Readonly<Record<string, LayerOfLanguage>>;
}

export interface LayerOfLanguage {
  /** The probability is sigmoid(slope * score + intercept) (Platt scaling). */
  readonly calibration: { readonly slope: number; readonly intercept: number };
  /** The joint probabilities of model and layer from which a text is suspected, and certain, to be a complaint. */
  readonly thresholds: { readonly suspected: number; readonly certain: number };
}

const logit = (probability: number): number => {
  const within = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(within / (1 - within));
};
const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));

/** The mean of the log-odds of both: each saw something else of the text. */
export const jointProbability = (ofModel: number, ofLayer: number): number =>
  sigmoid((logit(ofModel) + logit(ofLayer)) / 2);

export function scoreOfVector(
  { weights, bias }: Pick<ComplaintLayerFile, 'weights' | 'bias'>,
  vector: ArrayLike<number>,
): number {
  return weights.reduce((sum, weight, at) => sum + weight * (vector[at] as number), bias);
}

/** How probable a complaint is by the vector alone; undefined for a language that the layer does not read. */
export function probabilityOfVector(
  layer: ComplaintLayerFile,
  language: string,
  vector: ArrayLike<number>,
): number | undefined {
  const own = layer.languages[language];
  if (!own) return undefined;
  return sigmoid(own.calibration.slope * scoreOfVector(layer, vector) + own.calibration.intercept);
}

/** What the layer says of one text. */
export interface LayerReading {
  readonly language: string;
  readonly probability: number;
  readonly thresholds: LayerOfLanguage['thresholds'];
}

/** Undefined for a language that the layer does not read. */
export function readVector(
  layer: ComplaintLayerFile,
  language: string,
  vector: ArrayLike<number>,
): LayerReading | undefined {
  const probability = probabilityOfVector(layer, language, vector);
  const thresholds = layer.languages[language]?.thresholds;
  return probability === undefined || !thresholds ? undefined : { language, probability, thresholds };
}

/** How far below `suspected` the text model counts as unsure. */
export const unsureMargin = 0.3;

/** Whether the text model leaves open what a text is: less than certain, and not far below suspected. */
export const isUnsure = (probability: number, thresholds: LayerOfLanguage['thresholds']): boolean =>
  probability >= thresholds.suspected - unsureMargin && probability < thresholds.certain;
