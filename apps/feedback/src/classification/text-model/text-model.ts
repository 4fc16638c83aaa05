import { bucketCount, featureGroups, tokensOf, visitFeatures } from './text-features.ts';

/** What stands before the weights in the file of a model, as one line of JSON. */
export interface TextModelHeader {
  readonly language: string;
  /** Changes with every training: judgements of different versions are not compared. */
  readonly version: string;
  /** The largest weight; see `weightOf`. */
  readonly scale: number;
  readonly bias: number;
  /** The probability is sigmoid(slope * score + intercept) (Platt scaling). */
  readonly calibration: { readonly slope: number; readonly intercept: number };
  /** The probabilities from which a text is suspected, and certain, to be a complaint. */
  readonly thresholds: { readonly suspected: number; readonly certain: number };
}

export interface TextModel {
  readonly header: TextModelHeader;
  /** How probable it is that the text is a complaint, 0 to 1. */
  probability(text: string): number;
  /** The parts of the text that speak most for a complaint, strongest first; with `against`, those that speak against. */
  explain(text: string, options?: { most?: number; against?: boolean }): string[];
}

/** The weight, as a share of the largest, that a byte stands for: bytes lie closer together near 0. */
export const weightOf = (byte: number): number => Math.sign(byte) * (byte / 127) ** 2;
export const byteOf = (weight: number): number => Math.sign(weight) * Math.round(Math.sqrt(Math.abs(weight)) * 127);

/** A model as bytes: the header as JSON, a line feed, and one signed byte per bucket. */
export function encodeTextModel(header: TextModelHeader, weights: Int8Array): Uint8Array {
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const content = new Uint8Array(head.length + weights.length);
  content.set(head);
  content.set(new Uint8Array(weights.buffer), head.length);
  return content;
}

export function decodeTextModel(content: Uint8Array): TextModel {
  const end = content.indexOf(lineFeed);
  const header = JSON.parse(new TextDecoder().decode(content.subarray(0, end))) as TextModelHeader;
  const weights = new Int8Array(content.buffer, content.byteOffset + end + 1, content.length - end - 1);
  if (weights.length !== bucketCount) throw new TypeError(`A text model has ${weights.length} weights.`);
  return createTextModel(header, weights);
}

const lineFeed = 0x0a;

export function createTextModel(header: TextModelHeader, bytes: Int8Array): TextModel {
  const { language, scale, bias, calibration } = header;
  const weights = Float32Array.from({ length: 256 }, (_, byte) => weightOf((byte << 24) >> 24) * scale);
  const weightAt = (bucket: number) => weights[(bytes[bucket] as number) & 0xff] as number;
  const sums = featureGroups.map(() => 0);
  const counts = featureGroups.map(() => 0);
  const add = (bucket: number, group: number) => {
    sums[group] = (sums[group] as number) + weightAt(bucket);
    counts[group] = (counts[group] as number) + 1;
  };
  function probability(text: string): number {
    sums.fill(0);
    counts.fill(0);
    visitFeatures(text, language, add);
    const score = sums.reduce((total, sum, group) => total + groupValue(counts[group] as number) * sum, 0);
    return 1 / (1 + Math.exp(-(calibration.slope * (score + bias) + calibration.intercept)));
  }
  function explain(text: string, { most = 3, against = false } = {}): string[] {
    counts.fill(0);
    const spans: { group: number; weight: number; start: number; end: number }[] = [];
    const folded = visitFeatures(text, language, (bucket, group, start, end) => {
      counts[group] = (counts[group] as number) + 1;
      spans.push({ group, weight: weightAt(bucket), start, end });
    });
    const share = new Float64Array(folded.length);
    for (const { group, weight, start, end } of spans) {
      const each = (weight * groupValue(counts[group] as number)) / Math.max(1, end - start);
      for (let at = start; at < end; at += 1) share[at] = (share[at] as number) + (against ? -each : each);
    }
    return strongestPhrases(folded, share, language, most);
  }
  return { header, probability, explain };
}

/** What one of so many features of a group is worth: the features of a group are a vector of length 1. */
export const groupValue = (count: number): number => (count === 0 ? 0 : 1 / Math.sqrt(count));

/** How many words a phrase has, in Chinese characters. */
const phraseTokens: Readonly<Record<string, readonly [least: number, most: number]>> = {
  en: [1, 4],
  zh: [2, 6],
  th: [1, 4],
};
const letter = /[\p{L}\p{N}]/u;

/** Runs of tokens whose sum is highest; each token is in one phrase only. */
function strongestPhrases(folded: string, share: Float64Array, language: string, most: number): string[] {
  const [least, longest] = phraseTokens[language] ?? [1, 4];
  const tokens = tokensOf(folded, language)
    .filter(({ word }) => letter.test(word))
    .map(({ word, start }) => ({
      start,
      end: start + word.length,
      sum: share.subarray(start, start + word.length).reduce((total, one) => total + one, 0),
    }));
  const mean = tokens.reduce((total, { sum }) => total + Math.abs(sum), 0) / Math.max(1, tokens.length);
  const found: { from: number; to: number; sum: number }[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    let sum = 0;
    let best: { from: number; to: number; sum: number } | undefined;
    for (let to = at; to < Math.min(tokens.length, at + longest); to += 1) {
      // A token is worth what it gives above the mean, so that a phrase does not grow by words that say little.
      sum += (tokens[to] as { sum: number }).sum - mean / 2;
      if (to - at + 1 >= least && sum > (best?.sum ?? 0)) best = { from: at, to, sum };
    }
    if (best) found.push(best);
  }
  const chosen: typeof found = [];
  for (const one of found.sort((a, b) => b.sum - a.sum)) {
    if (chosen.length === most) break;
    if (chosen.every(({ from, to }) => one.to < from || one.from > to)) chosen.push(one);
  }
  return chosen.map(({ from, to }) => folded.slice(tokens[from]?.start, tokens[to]?.end));
}
