import {
  bucketCount,
  featureGroups,
  visitFeatures,
} from '../../../apps/feedback/src/classification/text-model/text-features.ts';
import {
  byteOf,
  createTextModel,
  groupValue,
  type TextModelHeader,
} from '../../../apps/feedback/src/classification/text-model/text-model.ts';
import type { LabelledText } from './data-files.ts';
import { fitCalibration, type Probable, type ScoredText, thresholdsFor } from './evaluation.ts';
import {
  type Example,
  type LinearModel,
  scoreOf,
  seededRandom,
  shuffle,
  sigmoid,
  trainLogisticRegression,
} from './logistic-regression.ts';

export interface TrainingOptions {
  readonly seed: number;
  readonly cost: number;
  readonly passes: number;
  readonly folds: number;
  /** The most that all texts of one source with one label count together, so that no file rules the model. */
  readonly maxOfSource: number;
}

export const defaultOptions: TrainingOptions = {
  seed: 20_260_101,
  cost: 20,
  passes: 12,
  folds: 5,
  maxOfSource: 300,
};

export interface TrainedTextModel {
  readonly header: TextModelHeader;
  readonly weights: Int8Array;
  /** Every training text as a model judged it that had not seen it. */
  readonly outOfFold: readonly JudgedText[];
}

/** A training text with the probability that a model gave it which had not seen it, and the fold of that model. */
export interface JudgedText extends Probable {
  readonly text: string;
  readonly fold: number;
}

/**
 * Trains on the texts of one language: folds first, whose judgements calibrate the model that all texts train. The
 * `development` rows have a say in where `certain` begins, and in nothing else.
 */
export function trainTextModel(
  texts: readonly LabelledText[],
  language: string,
  { development = [], ...given }: Partial<TrainingOptions> & { readonly development?: readonly LabelledText[] } = {},
): TrainedTextModel {
  const options = { ...defaultOptions, ...given };
  const weighed = balance(texts, options);
  const examples = weighed.map((text) => ({ ...exampleOf(text, language), text: text.text }));
  const folds = foldsOf(weighed, options);
  const outOfFold: (ScoredText & Pick<JudgedText, 'text' | 'fold'>)[] = [];
  for (let fold = 0; fold < options.folds; fold += 1) {
    const learnt = examples.filter((_, at) => folds[at] !== fold);
    const model = trainLogisticRegression(learnt, { buckets: bucketCount, ...options });
    const left = examples.filter((_, at) => folds[at] === fold);
    outOfFold.push(...left.map((example) => ({ ...example, fold, score: scoreOf(model, example) })));
  }
  const calibration = fitCalibration(outOfFold);
  const judged = outOfFold.map((one) => ({
    ...one,
    probability: sigmoid(calibration.slope * one.score + calibration.intercept),
  }));
  const { weights, scale, bias } = quantise(trainLogisticRegression(examples, { buckets: bucketCount, ...options }));
  const trained = { language, scale, bias, calibration, version: '', thresholds: { suspected: 0, certain: 0 } };
  const { probability } = createTextModel(trained, weights);
  const rows = development.map((text) => ({ ...text, probability: probability(text.text) }));
  const header = { language, scale, bias, calibration, thresholds: thresholdsFor(judged, rows) };
  return { header: { ...header, version: versionOf(weights, header) }, weights, outOfFold: judged };
}

/** Caps each source, then gives both labels the same weight together. */
export function balance(texts: readonly LabelledText[], { maxOfSource }: TrainingOptions): LabelledText[] {
  const keyOf = ({ source, isComplaint }: LabelledText) => `${source} ${isComplaint}`;
  const totals = totalWeights(texts, keyOf);
  const capped = texts.map((text) => {
    const share = Math.min(1, maxOfSource / (totals.get(keyOf(text)) ?? 1));
    return { ...text, weight: text.weight * share };
  });
  const sides = totalWeights(capped, ({ isComplaint }) => String(isComplaint));
  const half = ([...sides.values()].reduce((sum, one) => sum + one, 0) || 1) / 2;
  return capped.map((text) => ({
    ...text,
    weight: (text.weight * half) / (sides.get(String(text.isComplaint)) ?? half),
  }));
}

function totalWeights(texts: readonly LabelledText[], keyOf: (text: LabelledText) => string): Map<string, number> {
  const totals = new Map<string, number>();
  for (const text of texts) totals.set(keyOf(text), (totals.get(keyOf(text)) ?? 0) + text.weight);
  return totals;
}

function exampleOf({ text, isComplaint, weight }: LabelledText, language: string): Example {
  const buckets: number[] = [];
  const groups: number[] = [];
  const counts = featureGroups.map(() => 0);
  visitFeatures(text, language, (bucket, group) => {
    buckets.push(bucket);
    groups.push(group);
    counts[group] = (counts[group] as number) + 1;
  });
  const values = Float32Array.from(groups, (group) => groupValue(counts[group] as number));
  return { buckets: Uint32Array.from(buckets), values, isComplaint, weight };
}

export function foldsOf(texts: readonly LabelledText[], { folds, seed }: TrainingOptions): number[] {
  const groups = [...new Set(texts.map(({ group }) => group))];
  const order = groups.map((_, at) => at);
  shuffle(order, seededRandom(seed));
  const foldOf = new Map(groups.map((group, at) => [group, (order[at] as number) % folds]));
  return texts.map(({ group }) => foldOf.get(group) ?? 0);
}

/** One signed byte per weight: small weights, which are many, keep more of their precision than large ones. */
function quantise({ weights, bias }: LinearModel) {
  const scale = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0) || 1;
  return { weights: Int8Array.from(weights, (weight) => byteOf(weight / scale)), scale, bias };
}

export function versionOf(weights: ArrayLike<number>, header: object): string {
  let hash = 0x811c_9dc5;
  const add = (code: number) => {
    hash = Math.imul(hash ^ code, 0x0100_0193);
  };
  Array.from(weights).forEach(add);
  for (const character of JSON.stringify(header)) add(character.charCodeAt(0));
  return (hash >>> 0).toString(16).padStart(8, '0');
}
