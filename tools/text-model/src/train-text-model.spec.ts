import { describe, expect, it } from '@jest/globals';
import { createTextModel } from '../../../apps/feedback/src/classification/text-model/text-model.ts';
import type { LabelledText } from './data-files.ts';
import { calibrationError, fitCalibration, qualityAt, thresholdsFor } from './evaluation.ts';
import { seededRandom, sigmoid, trainLogisticRegression } from './logistic-regression.ts';
import { defaultOptions, trainTextModel } from './train-text-model.ts';

const example = (buckets: number[], isComplaint: boolean, weight = 1) => ({
  buckets: Uint32Array.from(buckets),
  values: new Float32Array(buckets.length).fill(1),
  isComplaint,
  weight,
});

describe('logistic regression', () => {
  const options = { buckets: 8, cost: 1, passes: 200, seed: 1 };

  it('finds the optimum: the gradient of its loss is zero', () => {
    const examples = [
      example([0, 1], true),
      example([0, 2], false),
      example([1, 3], true, 2),
      example([2], false),
      example([3], false),
    ];
    const { weights, bias } = trainLogisticRegression(examples, options);
    const gradient = Float64Array.from(weights);
    let ofBias = bias;
    for (const { buckets, isComplaint, weight } of examples) {
      const score = buckets.reduce((sum, bucket) => sum + (weights[bucket] as number), bias);
      const error = weight * (sigmoid(score) - (isComplaint ? 1 : 0));
      ofBias += error;
      for (const bucket of buckets) gradient[bucket] = (gradient[bucket] as number) + error;
    }
    expect(Math.max(...gradient.map(Math.abs), Math.abs(ofBias))).toBeLessThan(1e-3);
  });

  it('gives the same weights for the same seed', () => {
    const examples = [example([0, 1], true), example([1, 2], false)];
    expect(trainLogisticRegression(examples, options)).toEqual(trainLogisticRegression(examples, options));
  });
});

describe('evaluation', () => {
  const texts = [
    { isComplaint: true, weight: 1, probability: 0.9 },
    { isComplaint: true, weight: 1, probability: 0.4 },
    { isComplaint: false, weight: 1, probability: 0.6 },
    { isComplaint: false, weight: 1, probability: 0.1 },
  ];

  it('counts precision, recall and F1 from a probability on', () => {
    expect(qualityAt(texts, 0.5)).toEqual({ count: 4, complaints: 2, precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(qualityAt(texts, 0.95)).toMatchObject({ precision: 1, recall: 0, f1: 0 });
  });

  it('takes certain from where on 95 of 100 are complaints, and suspected where F1 is best', () => {
    expect(thresholdsFor(texts)).toEqual({ suspected: 0.4, certain: 0.61 });
  });

  it('calibrates scores, so that a probability is the share of complaints', () => {
    const random = seededRandom(5);
    const judged = Array.from({ length: 4_000 }, () => {
      const score = 6 * random() - 3;
      return { score, weight: 1, isComplaint: random() < sigmoid(2 * score - 1) };
    });
    const { slope, intercept } = fitCalibration(judged);
    expect([Math.abs(slope - 2) < 0.2, Math.abs(intercept + 1) < 0.2]).toEqual([true, true]);
    const probable = judged.map((one) => ({ ...one, probability: sigmoid(slope * one.score + intercept) }));
    expect(calibrationError(probable)).toBeLessThan(0.03);
    expect(calibrationError(probable.map((one) => ({ ...one, probability: 1 })))).toBeGreaterThan(0.3);
  });
});

describe('training', () => {
  const texts = ['cold soup', 'rude waiter', 'late again', 'broken lamp', 'dirty floor'].flatMap((bad, at) =>
    [true, false].map(
      (isComplaint): LabelledText => ({
        text: isComplaint ? `${bad} was here` : `warm tea, table ${at}`,
        language: 'en',
        isComplaint,
        weight: 1,
        source: 'test',
        group: `${at} ${isComplaint}`,
      }),
    ),
  );
  const options = { ...defaultOptions, passes: 4 };

  it('gives the same model for the same texts, and one that tells them apart', () => {
    const trained = trainTextModel(texts, 'en', options);
    expect(trainTextModel(texts, 'en', options).header).toEqual(trained.header);
    const { probability } = createTextModel(trained.header, trained.weights);
    expect(probability('cold soup was here')).toBeGreaterThan(probability('warm tea, table 3'));
  });

  it('judges each training text by a model that had not seen it', () => {
    expect(trainTextModel(texts, 'en', options).outOfFold).toHaveLength(texts.length);
  });
});
