import type { Mapping } from '@harken/row-files';
import { HttpClient } from './http-client.ts';
import { importByJob } from './import-by-job.ts';
import { importComplaints } from './import-complaints.ts';
import { inspectLocalFile } from './local-file.ts';
import { type ImportOptions, readOptions, usage } from './options.ts';
import type { Progress } from './progress-bar.ts';

let options: ImportOptions;
try {
  options = readOptions(process.argv.slice(2), process.env);
} catch (error) {
  console.error(`${messageOf(error)}\n${usage}`);
  process.exit(2);
}

const feedback = new HttpClient(options.url, options.key);
const complaints = new HttpClient(options.complaintsUrl, options.key);
try {
  const { read, accepted, duplicates, rejected } = await run(options);
  console.log(`${read} rows: ${accepted} taken, ${duplicates} were there, ${rejected} refused.`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  await Promise.all([feedback.close(), complaints.close()]);
}

async function run(given: ImportOptions): Promise<Progress> {
  const name = given.mapping;
  const mapping = name && (await feedback.json<Mapping>('GET', `/v1/mappings/${encodeURIComponent(name)}`));
  const facts = await inspectLocalFile(given.file, given.language);
  if ((mapping ? mapping.kind : given.kind) !== 'complaints') return importByJob(given, facts, feedback);
  const withSource = { ...given, source: given.source ?? name };
  return importComplaints(withSource, facts, mapping || undefined, complaints);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.message === 'fetch failed' ? error.cause.message : error.message;
}
