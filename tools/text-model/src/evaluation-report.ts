import type { TextModel } from '../../../apps/feedback/src/classification/text-model/text-model.ts';
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
