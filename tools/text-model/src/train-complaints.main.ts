import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { foldText } from '../../../apps/feedback/src/classification/text-model/fold-text.ts';
import { modelFile } from '../../../apps/feedback/src/classification/text-model/shipped-models.cache.ts';
import { modelLanguages } from '../../../apps/feedback/src/classification/text-model/text-features.ts';
import { createTextModel, encodeTextModel } from '../../../apps/feedback/src/classification/text-model/text-model.ts';
import { isUnsure } from '../../../apps/feedback/src/text-reader/complaint-layer.ts';
import { layerFile } from '../../../apps/feedback/src/text-reader/shipped-layer.cache.ts';
import { type LabelledText, readLabelledTexts, readTestRows } from './data-files.ts';
import { evaluationReport, misjudgedTexts, secondLookReport } from './evaluation-report.ts';
import { readExamples } from './own-examples.ts';
import { readVectors } from './read-vectors.ts';
import { sampleForReader, secondLook, trainComplaintLayer } from './train-complaint-layer.ts';
import { trainTextModel } from './train-text-model.ts';

const usage = `npm run train:complaints -- --data FILE... [--models FOLDER] [--evidence FILE] [--misjudged] [--reader URL]

Trains the text model of each language and prints how good it is.
  --data       CSV: the columns text, label (yes or no) and language, or a public file that is known by its name;
               JSON: pages of GET /v1/triage-decisions
  --models     where the models go; by default those that ship with Harken are replaced
  --evidence   a file that the evaluation is written to as well
  --reader     an embeddings server (POST /v1/embeddings as OpenAI has it): trains the layer of the second look as well
  --misjudged  prints every text of the test that was misjudged, and why`;

const here = import.meta.dirname;
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', multiple: true, default: [] },
    models: { type: 'string' },
    evidence: { type: 'string' },
    misjudged: { type: 'boolean', default: false },
    reader: { type: 'string' },
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
const reports: string[] = [];
const languages = modelLanguages.map((language) => {
  const ofLanguage = <T extends LabelledText>(texts: readonly T[]) =>
    texts.filter((text) => text.language === language);
  const challenges = readExamples(join(here, `challenges-${language}.txt`), language);
  const tests = [...ofLanguage(test), ...challenges.map((text) => ({ ...text, part: 'challenges' }))];
  const inTest = new Set(tests.map(({ text }) => foldText(text, language)));
  const texts = [...ofLanguage(training), ...readExamples(join(here, `examples-${language}.txt`), language)].filter(
    ({ text }) => !inTest.has(foldText(text, language)),
  );
  const development = tests.filter(({ part }) => part === 'development');
  const trained = trainTextModel(texts, language, { development });
  const file = gzipSync(encodeTextModel(trained.header, trained.weights), { level: 9 });
  writeFileSync(modelFile(language, options.models), file);
  const model = createTextModel(trained.header, trained.weights);
  if (options.misjudged) console.log(misjudgedTexts(model, tests).join('\n'));
  const { outOfFold } = trained;
  reports.push(evaluationReport(model, { tests, outOfFold, texts: texts.length, bytes: file.length }));
  return { language, texts, outOfFold, development, model, tests };
});
if (options.reader) {
  const read = languages.flatMap(({ texts, tests }) => [...sampleForReader(texts), ...tests].map(({ text }) => text));
  const { model: embeddings, vectorOf } = await readVectors(options.reader, read);
  const layer = trainComplaintLayer(languages, vectorOf, embeddings);
  writeFileSync(layerFile(options.models), `${JSON.stringify(layer)}\n`);
  for (const { language, tests, model } of languages) {
    const asked = tests.filter(({ text }) => isUnsure(model.probability(text), model.header.thresholds)).length;
    reports.push(secondLookReport({ language, asked, layer }, tests, secondLook(model, layer, language, vectorOf)));
  }
}
console.log(reports.join('\n'));
if (options.evidence) writeFileSync(options.evidence, reports.join('\n'));
