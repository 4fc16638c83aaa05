import { type Verdict, verdicts } from '@harken/contracts';
import type { TextModel } from '../../../apps/feedback/src/classification/text-model/text-model.ts';
import {
  type ComplaintLayerFile,
  isUnsure,
  jointProbability,
  type LayerOfLanguage,
  probabilityOfVector,
  scoreOfVector,
} from '../../../apps/feedback/src/text-reader/complaint-layer.ts';
import type { LabelledText } from './data-files.ts';
import { fitCalibration, type Probable, qualityAt, thresholdsFor } from './evaluation.ts';
import {
  type Example,
  type LinearModel,
  scoreOf,
  seededRandom,
  shuffle,
  trainLogisticRegression,
} from './logistic-regression.ts';
import { balance, defaultOptions, type JudgedText, versionOf } from './train-text-model.ts';

/** The vector of a text; undefined if the text reader gave none. */
export type VectorOf = (text: string) => Float32Array | undefined;

/** The texts of one language, and how the text model judged those it had not seen. */
export interface LanguageTexts {
  readonly language: string;
  readonly texts: readonly LabelledText[];
  readonly outOfFold: readonly JudgedText[];
  readonly development: readonly LabelledText[];
  readonly model: TextModel;
}

const textsOfSource = 300;
/** A vector has length 1; the regression is faster with longer ones. */
const stretch = 4;
const options = { cost: 3, passes: 20, seed: defaultOptions.seed };

/** So many texts of each source and label: a vector costs a hundred times what the features of a text model do. */
export function sampleForReader(texts: readonly LabelledText[]): LabelledText[] {
  const groups = Map.groupBy(texts, ({ source, isComplaint }) => `${source} ${isComplaint}`);
  return [...groups.values()].flatMap((group) => {
    const order = group.map((_, at) => at);
    shuffle(order, seededRandom(options.seed));
    return order.slice(0, textsOfSource).flatMap((at) => group[at] ?? []);
  });
}

/**
 * One layer for all languages, because sentence vectors of one meaning lie together in any of them; calibration and
 * thresholds are of each language, by texts that the layer and the text model had not seen.
 */
export function trainComplaintLayer(
  languages: readonly LanguageTexts[],
  vectorOf: VectorOf,
  embeddings: string,
): ComplaintLayerFile {
  const examples = languages.flatMap(({ language, texts, outOfFold }) => {
    const foldOf = new Map(outOfFold.map(({ text, fold }) => [text, fold]));
    return balance(sampleForReader(texts), defaultOptions).flatMap((text) => {
      const vector = vectorOf(text.text);
      const fold = foldOf.get(text.text);
      return vector && fold !== undefined ? { ...text, language, fold, vector, ...featuresOf(vector, text) } : [];
    });
  });
  const dimensions = examples[0]?.vector.length ?? 0;
  const train = (some: readonly Example[]) => trainLogisticRegression(some, { ...options, buckets: dimensions });
  const scores = new Map<string, number>();
  for (let fold = 0; fold < defaultOptions.folds; fold += 1) {
    const model = train(examples.filter((one) => one.fold !== fold));
    for (const one of examples) if (one.fold === fold) scores.set(one.text, scoreOf(model, one));
  }
  const { weights, bias } = rounded(train(examples));
  const layer = { model: embeddings, bias, weights, version: '', languages: {} };
  const ofLanguages = languages.map(({ language, outOfFold, development, model }) => {
    const own = examples.filter((one) => one.language === language);
    const calibration = fitCalibration(own.map((one) => ({ ...one, score: scores.get(one.text) ?? 0 })));
    const byModel = new Map(outOfFold.map((one) => [one.text, one.probability]));
    const joint = (score: number, ofModel: number) =>
      jointProbability(ofModel, 1 / (1 + Math.exp(-(calibration.slope * score + calibration.intercept))));
    const judged = own.map(
      (one): Probable => ({
        ...one,
        probability: joint(scores.get(one.text) ?? 0, byModel.get(one.text) ?? 0.5),
      }),
    );
    const rows = development.flatMap((one): RaisedRow[] => {
      const vector = vectorOf(one.text);
      if (!vector) return [];
      const ofModel = model.probability(one.text);
      return [{ ...one, ofModel, probability: joint(scoreOfVector(layer, vector), ofModel) }];
    });
    const { certain } = thresholdsFor(judged, rows);
    const thresholds = { suspected: suspectedFor(rows, model.header.thresholds), certain };
    return [language, { calibration, thresholds }] as const;
  });
  const trained = { ...layer, languages: Object.fromEntries<LayerOfLanguage>(ofLanguages) };
  return {
    ...trained,
    version: versionOf(
      weights.map((weight) => Math.round(weight * 1e4)),
      trained.languages,
    ),
  };
}

/** A development row with what the model says alone, and both together. */
interface RaisedRow extends Probable {
  readonly ofModel: number;
}

/** From where on a second look raises to suspected: where F1 of both on the development rows is best. */
function suspectedFor(rows: readonly RaisedRow[], ofModel: LayerOfLanguage['thresholds']): number {
  const all = Array.from({ length: 99 }, (_, at) => (at + 1) / 100).filter((one) => one >= ofModel.suspected);
  const f1At = (from: number): number => {
    const says = (row: RaisedRow) =>
      row.ofModel >= ofModel.suspected || (isUnsure(row.ofModel, ofModel) && row.probability >= from);
    return qualityAt(
      rows.map((row) => ({ ...row, probability: says(row) ? 1 : 0 })),
      1,
    ).f1;
  };
  return all.reduce((best, one) => (f1At(one) > f1At(best) ? one : best), all[0] ?? 0.5);
}

function featuresOf(vector: Float32Array, { isComplaint, weight }: LabelledText): Example {
  return {
    buckets: Uint32Array.from(vector, (_, at) => at),
    values: vector.map((value) => value * stretch),
    isComplaint,
    weight,
  };
}

const digits = (value: number): number => Number(value.toPrecision(5));
const rounded = ({ weights, bias }: LinearModel) => ({
  weights: Array.from(weights, (weight) => digits(weight * stretch)),
  bias: digits(bias),
});

/** What a text model and the layer say together: the layer is asked where the model is unsure, and only raises. */
export function secondLook(model: TextModel, layer: ComplaintLayerFile, language: string, vectorOf: VectorOf) {
  const own = layer.languages[language];
  return (text: string): Verdict => {
    const first = model.probability(text);
    const verdict = verdictAt(first, model.header.thresholds);
    const vector = isUnsure(first, model.header.thresholds) ? vectorOf(text) : undefined;
    const second = vector && probabilityOfVector(layer, language, vector);
    if (!own || second === undefined) return verdict;
    const joint = verdictAt(jointProbability(first, second), own.thresholds);
    return verdicts.indexOf(joint) > verdicts.indexOf(verdict) ? joint : verdict;
  };
}

const verdictAt = (probability: number, { suspected, certain }: LayerOfLanguage['thresholds']): Verdict => {
  if (probability >= certain) return 'certain';
  return probability >= suspected ? 'suspected' : 'none';
};
