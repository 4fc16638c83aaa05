import { sigmoid } from './logistic-regression.ts';

/** A text with its true label and what a model gave it. */
export interface ScoredText {
  readonly isComplaint: boolean;
  readonly weight: number;
  readonly score: number;
}

export interface Probable {
  readonly isComplaint: boolean;
  readonly weight: number;
  readonly probability: number;
}

/** Platt scaling by Newton's method: slope and intercept that make the scores of texts not trained on probabilities. */
export function fitCalibration(judged: readonly ScoredText[]): { slope: number; intercept: number } {
  let slope = 1;
  let intercept = 0;
  for (let turn = 0; turn < 50; turn += 1) {
    let [g1, g0, h11, h10, h00] = [0, 0, 1e-6, 0, 1e-6];
    for (const { score, isComplaint, weight } of judged) {
      const p = sigmoid(slope * score + intercept);
      const difference = weight * (p - (isComplaint ? 1 : 0));
      const curve = weight * p * (1 - p);
      g1 += difference * score;
      g0 += difference;
      h11 += curve * score * score;
      h10 += curve * score;
      h00 += curve;
    }
    const determinant = h11 * h00 - h10 * h10;
    const [d1, d0] = [(h00 * g1 - h10 * g0) / determinant, (h11 * g0 - h10 * g1) / determinant];
    slope -= d1;
    intercept -= d0;
    if (Math.abs(d1) + Math.abs(d0) < 1e-8) break;
  }
  return { slope, intercept };
}

export interface Quality {
  readonly count: number;
  readonly complaints: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Precision, recall and F1 of "at least this probable". */
export function qualityAt(texts: readonly Probable[], threshold: number): Quality {
  let [found, right, complaints] = [0, 0, 0];
  for (const { probability, isComplaint, weight } of texts) {
    const says = probability >= threshold;
    if (isComplaint) complaints += weight;
    if (says) found += weight;
    if (says && isComplaint) right += weight;
  }
  const precision = found === 0 ? 1 : right / found;
  const recall = complaints === 0 ? 1 : right / complaints;
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { count: texts.length, complaints: texts.filter((one) => one.isComplaint).length, precision, recall, f1 };
}

const certainPrecision = 0.95;

/**
 * `certain` from where on 95 of 100 are complaints, of these texts and of the development rows, which people labelled.
 * `suspected` from half the best F1 on, where F1 is best if the
 * probabilities are true (Lipton, Elkan, Naryanaswamy, "Optimal thresholding of classifiers to maximize F1", 2014).
 */
export function thresholdsFor(
  texts: readonly Probable[],
  development: readonly Probable[] = [],
): { suspected: number; certain: number } {
  const all = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);
  const best = Math.max(...all.map((one) => qualityAt(texts, one).f1));
  const suspected = Math.round(best * 50) / 100;
  const certain =
    all.find(
      (one) =>
        one >= suspected && [texts, development].every((some) => qualityAt(some, one).precision >= certainPrecision),
    ) ?? 0.99;
  return { suspected, certain };
}

/** The expected calibration error over ten equal ranges: how far probabilities are from the share of complaints. */
export function calibrationError(texts: readonly Probable[]): number {
  const total = texts.reduce((sum, { weight }) => sum + weight, 0);
  const ranges = Map.groupBy(texts, ({ probability }) => Math.min(9, Math.floor(probability * 10)));
  return [...ranges.values()].reduce((error, range) => {
    const difference = range.reduce(
      (sum, { probability, isComplaint, weight }) => sum + weight * (probability - (isComplaint ? 1 : 0)),
      0,
    );
    return error + Math.abs(difference) / total;
  }, 0);
}
