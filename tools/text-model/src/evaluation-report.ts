import type { Verdict } from '@harken/contracts';
import type { TextModel } from '../../../apps/feedback/src/classification/text-model/text-model.ts';
import type { ComplaintLayerFile } from '../../../apps/feedback/src/text-reader/complaint-layer.ts';
import type { LabelledText } from './data-files.ts';
import { calibrationError, type Probable, qualityAt } from './evaluation.ts';

type EvaluatedText = LabelledText & Probable;

const judge = (model: TextModel, text: LabelledText): EvaluatedText => ({
  ...text,
  weight: 1,
  probability: model.probability(text.text),
});

/** How good a model is, as Markdown: on rows read by hand, on challenges of ours, and on what it was trained with. */
export function evaluationReport(
  model: TextModel,
  {
    tests,
    outOfFold,
    texts,
    bytes,
  }: { tests: readonly TestText[]; outOfFold: readonly Probable[]; texts: number; bytes: number },
): string {
  const { language, version, thresholds } = model.header;
  const { suspected, certain } = thresholds;
  const row = (name: string, judged: readonly Probable[]): string => {
    const found = qualityAt(judged, suspected);
    const sure = qualityAt(judged, certain);
    const shares = [found.precision, found.recall, found.f1, sure.precision, sure.recall, calibrationError(judged)];
    const numbers = shares.map((share) => (found.complaints === 0 ? '' : share.toFixed(2)));
    return `| ${[name, found.count, found.complaints, ...numbers].join(' | ')} |`;
  };
  const judged = tests.map((text) => ({ ...text, ...judge(model, text) }));
  const ofPart = (part: string) => judged.filter((text) => text.part === part);
  const rows = judged.filter(({ part }) => part !== 'challenges');
  return [
    `## ${language}`,
    `Version ${version}: trained on ${texts} texts, ${Math.ceil(bytes / 1024)} KiB. Suspected from ${suspected} on, certain from ${certain} on.`,
    '',
    '| texts | number | complaints | precision | recall | F1 | certain: precision | certain: recall | calibration error |',
    '|---|---|---|---|---|---|---|---|---|',
    row('**final rows**', ofPart('final')),
    row('development rows', ofPart('development')),
    ...[...Map.groupBy(rows, ({ source }) => source)].map(([source, ofSource]) => row(source, ofSource)),
    row('challenges', ofPart('challenges')),
    row('training texts, by models that had not seen them', outOfFold),
    '',
  ].join('\n');
}

/** The same tables for the text model with a second look: what becomes of the rows of the test. */
export function secondLookReport(
  { language, asked, layer }: { language: string; asked: number; layer: ComplaintLayerFile },
  tests: readonly TestText[],
  verdictOf: (text: string) => Verdict,
): string {
  const judged = tests.map((text) => ({ ...text, weight: 1, probability: probabilities[verdictOf(text.text)] }));
  const row = (name: string, part: string): string => {
    const own = judged.filter((text) => text.part === part);
    const [found, sure] = [qualityAt(own, probabilities.suspected), qualityAt(own, probabilities.certain)];
    const numbers = [found.precision, found.recall, found.f1, sure.precision, sure.recall];
    return `| ${[name, found.count, found.complaints, ...numbers.map((one) => one.toFixed(2))].join(' | ')} |`;
  };
  const thresholds = layer.languages[language]?.thresholds;
  return [
    `### ${language} with the text reader`,
    `Vectors of ${layer.model}, layer ${layer.version}. Asked for ${asked} of ${tests.length} texts; joint probability: suspected from ${thresholds?.suspected} on, certain from ${thresholds?.certain} on.`,
    '',
    '| texts | number | complaints | precision | recall | F1 | certain: precision | certain: recall |',
    '|---|---|---|---|---|---|---|---|',
    row('**final rows**', 'final'),
    row('development rows', 'development'),
    row('challenges', 'challenges'),
    '',
  ].join('\n');
}

const probabilities: Readonly<Record<Verdict, number>> = { none: 0, suspected: 0.5, certain: 1 };

type TestText = LabelledText & { readonly part: string };

/** The texts that a model misjudges, with the phrases that misled it. */
export function misjudgedTexts(model: TextModel, tests: readonly LabelledText[]): string[] {
  return tests
    .map((text) => judge(model, text))
    .filter(({ probability, isComplaint }) => probability >= model.header.thresholds.suspected !== isComplaint)
    .map(({ text, isComplaint, probability, source }) => {
      const phrases = model.explain(text, { against: isComplaint }).join(' | ');
      const line = text.replaceAll('\n', ' ').slice(0, 140);
      return `${isComplaint ? 'missed' : 'false '} ${probability.toFixed(2)} ${source}: ${line} => ${phrases}`;
    });
}
