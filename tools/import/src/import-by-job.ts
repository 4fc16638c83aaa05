import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Encoding } from '@harken/row-files';
import { FormData } from 'undici';
import type { HttpClient } from './http-client.ts';
import { confirmEncoding, type FileFacts } from './local-file.ts';
import type { ImportOptions } from './options.ts';
import { type Progress, progressBar } from './progress-bar.ts';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly waitingFor: string | null;
  readonly encoding: { readonly name: Encoding } | null;
  readonly sample: readonly unknown[];
  readonly rows: Progress;
  readonly problem: { readonly detail: string } | null;
}

const pollMs = 500;

/** Sends the file to the service of feedback and follows the job. */
export async function importByJob(
  options: ImportOptions,
  { lines }: FileFacts,
  feedback: HttpClient,
): Promise<Progress> {
  const form = new FormData();
  const { kind, mapping, source, encoding, language } = options;
  const fields = { kind, mapping, source, encoding, language, dryRun: options.dryRun ? 'true' : undefined };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
  form.append('file', await openAsBlob(options.file), basename(options.file));
  const { id } = await feedback.json<Job>('POST', '/v1/imports', form);
  const rows = await follow(id, lines, options, feedback);
  if (rows.rejected > 0) {
    await writeFile(options.errorsFile, await feedback.text('GET', `/v1/imports/${id}/errors`));
    console.log(`The refused rows are in ${options.errorsFile}.`);
  }
  return rows;
}

async function follow(id: string, lines: number, options: ImportOptions, feedback: HttpClient): Promise<Progress> {
  for (;;) {
    const job = await untilItStops(id, lines, feedback);
    if (job.state === 'completed') return job.rows;
    if (job.state === 'failed') throw new Error(job.problem?.detail ?? 'The import failed.');
    if (job.waitingFor !== 'encoding' || !job.encoding) throw new Error(`The import is ${job.state}.`);
    const guess = job.encoding.name;
    const encoding = options.confirmed ? guess : await confirmed(id, guess, job.sample, feedback);
    await feedback.json('POST', `/v1/imports/${id}/resume`, JSON.stringify({ encoding }), 'application/json');
  }
}

/** An import that nobody confirms is not left behind. */
async function confirmed(id: string, guess: Encoding, sample: unknown, feedback: HttpClient): Promise<Encoding> {
  try {
    return await confirmEncoding(guess, sample);
  } catch (error) {
    await feedback.text('POST', `/v1/imports/${id}/cancel`);
    throw error;
  }
}

async function untilItStops(id: string, lines: number, feedback: HttpClient): Promise<Job> {
  const bar = progressBar(lines);
  try {
    for (;;) {
      const job = await feedback.json<Job>('GET', `/v1/imports/${id}`);
      bar.show(job.rows);
      if (!['waiting', 'running'].includes(job.state)) return job;
      await delay(pollMs);
    }
  } finally {
    bar.stop();
  }
}
