import { parseArgs } from 'node:util';
import { type Encoding, encodings, type ImportKind, importKinds } from '@harken/row-files';

export const usage = `Usage: npm run import -- <file> --mapping zendesk [--dry-run]
       npm run import -- <file> --kind customers|interactions|feedback|complaints

The file is CSV, NDJSON or XLSX, also gzip. Without a mapping its columns are named after the fields.
  --source <name>      for rows that name no source
  --encoding <name>    ${encodings.join(', ')}
  --language <tag>     of the texts, a hint for the encoding
  --yes                do not ask whether the encoding is right
  --dry-run            check and count, store nothing (not for complaints)
  --errors <file>      where the refused rows go; <file>.errors.csv unless given
  --url, --complaints-url   the services of feedback and of complaints (http://127.0.0.1:7101 and :7102)
The key is read from HARKEN_KEY; it needs the role crm.`;

export interface ImportOptions {
  readonly file: string;
  readonly mapping: string | undefined;
  readonly kind: ImportKind | undefined;
  readonly source: string | undefined;
  readonly encoding: Encoding | undefined;
  readonly language: string | undefined;
  readonly confirmed: boolean;
  readonly dryRun: boolean;
  readonly errorsFile: string;
  readonly url: string;
  readonly complaintsUrl: string;
  readonly key: string;
}

/** Throws an Error whose message says what is wrong. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): ImportOptions {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ mapping: text, kind: text, source: text, encoding: text, language: text, errors: text },
      ...{ url: text, 'complaints-url': text, yes: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new Error('One file is needed.');
  if (!env.HARKEN_KEY) throw new Error('HARKEN_KEY is not set.');
  const kind = oneOf(importKinds, values.kind, '--kind');
  if (!kind && !values.mapping) throw new Error('--mapping or --kind is needed.');
  return {
    file,
    mapping: values.mapping,
    kind,
    source: values.source,
    encoding: oneOf(encodings, values.encoding, '--encoding'),
    language: values.language,
    confirmed: values.yes ?? false,
    dryRun: values['dry-run'] ?? false,
    errorsFile: values.errors ?? `${file}.errors.csv`,
    url: values.url ?? 'http://127.0.0.1:7101',
    complaintsUrl: values['complaints-url'] ?? 'http://127.0.0.1:7102',
    key: env.HARKEN_KEY,
  };
}

function oneOf<T extends string>(all: readonly T[], value: string | undefined, name: string): T | undefined {
  const found = all.find((one) => one === value);
  if (value !== undefined && found === undefined) throw new Error(`${name} is one of ${all.join(', ')}.`);
  return found;
}
