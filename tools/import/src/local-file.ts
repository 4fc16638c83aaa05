import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import {
  type Bytes,
  type DetectedEncoding,
  type Encoding,
  EncodingDetector,
  encodings,
  type Format,
  formatOf,
  unpacked,
} from '@harken/row-files';

export interface FileFacts {
  readonly format: Format;
  /** Undefined for a workbook. */
  readonly encoding: DetectedEncoding | undefined;
  /** About how many rows. */
  readonly lines: number;
}

export const bytesOf = (file: string): Bytes => createReadStream(file) as Bytes;

/** Reads the whole file once. */
export async function inspectLocalFile(file: string, language: string | undefined): Promise<FileFacts> {
  await assertReadable(file);
  const detector = new EncodingDetector();
  let format: Format | undefined;
  let lines = 0;
  for await (const bytes of unpacked(bytesOf(file))) {
    format ??= formatOf(bytes, file);
    if (format === 'xlsx') return { format, encoding: undefined, lines: 0 };
    detector.push(bytes);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
  return { format: format ?? formatOf(new Uint8Array(), file), encoding: detector.end(language), lines };
}

async function assertReadable(file: string): Promise<void> {
  await (await open(file)).close();
}

/** Asks the person at the terminal whether a text is readable in the encoding that was guessed. */
export async function confirmEncoding(guess: Encoding, sample: unknown): Promise<Encoding> {
  console.log(`The file seems to be in ${guess}. Its first rows:\n${JSON.stringify(sample, null, 2)}`);
  if (!process.stdin.isTTY)
    throw new Error(`Confirm the encoding: call it again with --encoding ${guess} (or another one), or with --yes.`);
  const questions = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = (await questions.question(`Enter if it is readable, else one of ${encodings.join(', ')}: `)).trim();
    const chosen = answer === '' ? guess : encodings.find((encoding) => encoding === answer);
    if (!chosen) throw new Error(`${answer} is no encoding that files may have.`);
    return chosen;
  } finally {
    questions.close();
  }
}
