import { type Encoding, encodings, type Format, formats } from '@harken/row-files';
import { anyObject, Flag, Id, Integer, ListOf, Nested, OneOf, Text, Timestamp, text } from '@harken/service';
import { optional } from '../requests/body-fields.dto.ts';
import {
  type Certainty,
  certainties,
  type ImportedKind,
  type ImportJob,
  type ImportState,
  importedKinds,
  importStates,
  type RowCounts,
} from './import-job.ts';

/** The fields of the form beside the file. They come as texts. */
export class ImportFields {
  @OneOf(importedKinds, {
    description: 'What the rows are; as the mapping says unless given.',
    example: 'feedback',
    ...optional,
  })
  kind?: ImportedKind | null;
  @Text({
    description: 'The name of a published mapping. Without it the columns are named after the fields: `answers.nps`.',
    example: 'zendesk',
    max: 100,
    ...optional,
  })
  mapping?: string | null;
  @OneOf(formats, { description: 'By the content and the name of the file unless given.', example: 'csv', ...optional })
  format?: Format | null;
  @OneOf(encodings, { description: 'Found out unless given.', example: 'utf-8', ...optional })
  encoding?: Encoding | null;
  @Text({
    description: 'The language of the texts, BCP 47: a hint for the encoding.',
    example: 'th',
    max: 35,
    ...optional,
  })
  language?: string | null;
  @OneOf([',', ';', '\t', '|'], {
    description: 'Between the fields of CSV; by the header unless given.',
    example: ';',
    ...optional,
  })
  delimiter?: string | null;
  @Text({
    description: 'The source of rows that name none; the name of the mapping, or `import`, unless given.',
    example: 'crm-2019',
    max: 200,
    ...optional,
  })
  source?: string | null;
  @OneOf(['true', 'false'], {
    description: 'Everything is checked and counted, nothing is stored.',
    example: 'false',
    ...optional,
  })
  dryRun?: 'true' | 'false' | null;
}

export class ResumeBody {
  @OneOf(encodings, {
    description: 'The encoding, where the import waits for it; the one that was guessed unless given.',
    example: 'windows-874',
    ...optional,
  })
  encoding?: Encoding | null;
}

class RowCountsDto implements RowCounts {
  @Integer({ description: 'Rows of the file that were read, the header and empty ones apart.', example: 1200 })
  read!: number;
  @Integer({ description: 'Stored.', example: 1190 }) accepted!: number;
  @Integer({ description: 'There already, with the same content.', example: 8 }) duplicates!: number;
  @Integer({ description: 'Not stored; GET .../errors says why.', example: 2 }) rejected!: number;
}

class FileEncodingDto {
  @OneOf(encodings, { description: 'Its name.', example: 'windows-874' }) name!: Encoding;
  @OneOf(certainties, {
    description:
      'valid: the whole file is UTF-8. declared: the request says so. confirmed: a person does. guess: look at `sample`, then resume.',
    example: 'confirmed',
  })
  certainty!: Certainty;
}

class UsedMappingDto {
  @Text({ description: 'Its name.', example: 'zendesk' }) name!: string;
  @Integer({ description: 'The version that the import has.', example: 1 }) version!: number;
}

class FileProblemDto {
  @Text({ description: 'Stable.', example: 'missing-columns' }) code!: string;
  @Text({ description: 'For people.', example: 'The file has no column for customer.' }) detail!: string;
}

/** An import in a response. */
export class ImportDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000009' }) id!: string;
  @OneOf(importStates, {
    description: 'waiting: nobody works on it yet. failed: the file as a whole cannot be read.',
    example: 'running',
  })
  state!: ImportState;
  @OneOf(['encoding'], {
    description: 'Why it was paused by itself: a person confirms the encoding with resume.',
    example: null as never,
    nullable: true,
  })
  waitingFor!: 'encoding' | null;
  @OneOf(importedKinds, { description: 'What the rows are.', example: 'feedback' }) kind!: ImportedKind;
  @Text({ description: 'The name of the file.', example: 'tickets-2019.csv' }) fileName!: string;
  @Integer({ description: 'The size of the file.', example: 482133 }) bytes!: number;
  @Flag({ description: 'Nothing is stored.', example: false }) dryRun!: boolean;
  @Text({ description: 'The source of rows that name none.', example: 'zendesk' }) source!: string;
  @Nested(() => UsedMappingDto, { description: 'How rows become records.', nullable: true })
  mapping!: UsedMappingDto | null;
  @OneOf(formats, { description: 'null until the file was looked into.', example: 'csv', nullable: true })
  format!: Format | null;
  @Nested(() => FileEncodingDto, { description: 'null for a workbook, and before.', nullable: true })
  encoding!: FileEncodingDto | null;
  @ListOf(text(), {
    description: 'The columns of the header; null for NDJSON, and before.',
    example: ['Id', 'Requester id', 'Subject', 'Created at'],
    nullable: true,
  })
  columns!: readonly string[] | null;
  @ListOf(anyObject(), {
    description: 'The first rows as records, before their check.',
    example: [{ source: 'zendesk', id: '4711', customer: '10042', text: 'The keys did not fit.' }],
  })
  sample!: readonly object[];
  @Nested(() => RowCountsDto, { description: 'How far it has come.' }) rows!: RowCounts;
  @Nested(() => FileProblemDto, { description: 'Why it failed.', nullable: true }) problem!: FileProblemDto | null;
  @Timestamp({ description: 'When the file had come in.', example: '2026-03-02T09:15:00.000Z' }) createdAt!: Date;
  @Timestamp({ description: 'When its work began.', example: '2026-03-02T09:15:00.100Z', nullable: true })
  startedAt!: Date | null;
  @Timestamp({ description: 'When it ended.', example: null as never, nullable: true }) endedAt!: Date | null;
}

export const toImportDto = (job: ImportJob): ImportDto => ({
  id: job.id,
  state: job.state,
  waitingFor: job.waitingFor,
  kind: job.kind,
  fileName: job.fileName,
  bytes: job.bytes,
  dryRun: job.dryRun,
  source: job.source,
  mapping: job.mapping && { name: job.mapping.name, version: job.mapping.version },
  format: job.format,
  encoding: job.encoding && job.certainty && { name: job.encoding, certainty: job.certainty },
  columns: job.columns,
  sample: job.sample,
  rows: job.rows,
  problem: job.problem,
  createdAt: job.createdAt,
  startedAt: job.startedAt,
  endedAt: job.endedAt,
});
