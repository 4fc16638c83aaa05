import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { foldText } from '../../../apps/feedback/src/classification/text-model/fold-text.ts';
import { modelFile } from '../../../apps/feedback/src/classification/text-model/shipped-models.cache.ts';
import { modelLanguages } from '../../../apps/feedback/src/classification/text-model/text-features.ts';
import { createTextModel, encodeTextModel } from '../../../apps/feedback/src/classification/text-model/text-model.ts';
import { type LabelledText, readLabelledTexts, readTestRows } from './data-files.ts';
import { evaluationReport, misjudgedTexts } from './evaluation-report.ts';
import { readExamples } from './own-examples.ts';
import { trainTextModel } from './train-text-model.ts';

const usage = `npm run train:complaints -- --data FILE... [--models FOLDER] [--evidence FILE] [--misjudged]

Trains the text model of each language and prints how good it is.
  --data       CSV: the columns text, label (yes or no) and language, or a public file that is known by its name;
               JSON: pages of GET /v1/triage-decisions
  --models     where the models go; by default those that ship with Harken are replaced
  --evidence   a file that the evaluation is written to as well
  --misjudged  prints every text of the test that was misjudged, and why`;

const here = import.meta.dirname;
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', multiple: true, default: [] },
    models: { type: 'string' },
    evidence: { type: 'string' },
    misjudged: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(usage);
  process.exit();
}

const { training, test } = readLabelledTexts(
  [...options.data, ...positionals],
  readTestRows(join(here, 'test-rows.csv')),
);
if (options.models) mkdirSync(options.models, { recursive: true });
const reports = modelLanguages.map((language) => {
  const ofLanguage = <T extends LabelledText>(texts: readonly T[]) =>
    texts.filter((text) => text.language === language);
  const challenges = readExamples(join(here, `challenges-${language}.txt`), language);
  const tests = [...ofLanguage(test), ...challenges.map((text) => ({ ...text, part: 'challenges' }))];
  const inTest = new Set(tests.map(({ text }) => foldText(text, language)));
  const texts = [...ofLanguage(training), ...readExamples(join(here, `examples-${language}.txt`), language)].filter(
    ({ text }) => !inTest.has(foldText(text, language)),
  );
  const trained = trainTextModel(texts, language);
  const file = gzipSync(encodeTextModel(trained.header, trained.weights), { level: 9 });
  writeFileSync(modelFile(language, options.models), file);
  const model = createTextModel(trained.header, trained.weights);
  if (options.misjudged) console.log(misjudgedTexts(model, tests).join('\n'));
  return evaluationReport(model, { tests, outOfFold: trained.outOfFold, texts: texts.length, bytes: file.length });
});
console.log(reports.join('\n'));
if (options.evidence) writeFileSync(options.evidence, reports.join('\n'));
