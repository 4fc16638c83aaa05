import type { Tx } from '@harken/database';
import { FieldErrors, NotFound, RuleBroken } from '@harken/errors';
import { newId } from '@harken/messaging';
import type { ImportFields } from './import.dto.ts';
import { importJobStore, type StoredFile } from './import-job.store.ts';
import { type ImportedKind, type ImportJob, importedKinds } from './import-job.ts';
import { mappings } from './mappings.document.ts';

export interface CreateImport {
  readonly fields: ImportFields;
  readonly fileName: string;
  readonly file: StoredFile;
  readonly actor: string;
}

export async function createImport({ fields, fileName, file, actor }: CreateImport, tx: Tx): Promise<ImportJob> {
  const mapping = await mappingNamed(fields.mapping, tx);
  const request = {
    kind: kindOf(fields.kind, mapping?.content.kind),
    fileName,
    dryRun: fields.dryRun === 'true',
    source: fields.source ?? mapping?.name ?? 'import',
    language: fields.language ?? null,
    delimiter: fields.delimiter ?? null,
    mapping,
    format: fields.format ?? null,
    encoding: fields.encoding ?? null,
  };
  return importJobStore.add(tx, newId(), request, file, actor);
}

async function mappingNamed(name: string | null | undefined, tx: Tx) {
  if (!name) return null;
  try {
    const {
      id,
      version,
      effectiveFrom: _,
      publishedAt: __,
      publishedBy: ___,
      ...content
    } = await mappings.latest(tx, name);
    return { name: id, version, content };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    const errors = new FieldErrors();
    errors.at('mapping').add('unknown', 'is no published mapping');
    errors.throwIfAny('request.invalid', 'The request has a fault.');
    throw error;
  }
}

function kindOf(given: ImportedKind | null | undefined, mapped: string | undefined): ImportedKind {
  if (mapped === 'complaints')
    throw new RuleBroken(
      'import.not-here',
      'Complaints go to POST /v1/complaints/import; npm run import maps the rows and sends them there.',
    );
  const kind = importedKinds.find((one) => one === (mapped ?? given));
  const errors = new FieldErrors();
  if (!kind) errors.at('kind').add('required', 'is required without a mapping');
  else errors.at('kind').addIf(given != null && given !== kind, 'not-allowed', `the mapping is for ${kind}`);
  errors.throwIfAny('request.invalid', 'The request has a fault.');
  if (!kind) throw new TypeError('refused above');
  return kind;
}
