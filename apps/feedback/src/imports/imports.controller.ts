import { Readable } from 'node:stream';
import {
  type Actor,
  type CsvRow,
  CurrentActor,
  csvText,
  HttpResponse,
  IdParam,
  Roles,
  readDto,
  readUpload,
  SETTINGS,
  type Settings,
  settingsOf,
  UnitOfWork,
  Upload,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { feedbackSettings } from '../feedback.config.ts';
import { changeImport } from './change-import.use-case.ts';
import { createImport } from './create-import.use-case.ts';
import { ImportDto, ImportFields, ResumeBody, toImportDto } from './import.dto.ts';
import { findImport, refusedRows } from './import-job.queries.ts';
import type { RefusedRow } from './refused-row.ts';
import { discardUpload, storeUpload } from './store-upload.command.ts';

const writers = ['crm', 'ops'] as const;
const readers = ['crm', 'supervisor', 'manager', 'analyst', 'ops'] as const;
const errorColumns = ['row', 'line', 'code', 'pointer', 'detail'] as const;
const errorExample = `row,line,code,pointer,detail,Id,NPS\r\n17,18,out-of-range,/answers/nps,must be <= 10,4711,11\r\n`;

@ApiTags('imports')
@ApiExtraModels(ImportFields)
@Controller('v1/imports')
export class ImportsController {
  readonly #maxBytes: number;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#maxBytes = settingsOf(feedbackSettings, settings).IMPORT_FILE_LIMIT_BYTES;
  }

  @Post()
  @HttpCode(202)
  @Upload()
  @Roles(...writers)
  @ApiOperation({
    summary: 'Import a file',
    description:
      'Customers, interactions or feedback as CSV, NDJSON or XLSX (at most 100,000 rows and 50 MiB unpacked), also gzip. ' +
      'Answered when the file is durable; the rows follow in the background, each checked as by REST. A row that is there ' +
      'already, by `(source, id)`, is a duplicate: a file can be sent again. What is older than `IMPORT_HISTORY_AFTER` goes ' +
      'in as history, unless the row has `history`. The Idempotency-Key covers the fields and the digest of the file.',
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            allOf: [
              { $ref: getSchemaPath(ImportFields) },
              {
                type: 'object',
                required: ['file'],
                properties: { file: { type: 'string', format: 'binary', description: 'The file.' } },
              },
            ],
          },
          example: { kind: 'feedback', mapping: 'zendesk', dryRun: 'true', file: 'Id,Requester id,Subject,Created at' },
        },
      },
    },
  })
  @ApiAcceptedResponse({ description: 'The import; GET it for its progress.', type: ImportDto })
  async create(@Req() request: FastifyRequest, @CurrentActor() actor: Actor) {
    const { dataSource } = this.unitOfWork;
    const { fields: sent, file } = await readUpload(request, {
      maxBytes: this.#maxBytes,
      store: async ({ name, bytes }) => ({ name: name || 'file', stored: await storeUpload(bytes, dataSource) }),
    });
    let kept = false;
    try {
      const fields = await readDto(ImportFields, sent, '');
      this.unitOfWork.coverBody(JSON.stringify([Object.entries(sent).sort(), file.name, file.stored.digest]));
      const answer = await this.unitOfWork.transaction(async (tx) => {
        const command = { fields, fileName: file.name.slice(0, 200), file: file.stored, actor: actor.name };
        const job = await createImport(command, tx);
        return HttpResponse.accepted(toImportDto(job)).location(`/v1/imports/${job.id}`);
      });
      kept = true;
      return answer;
    } finally {
      if (!kept) await discardUpload(file.stored, dataSource);
    }
  }

  @Get(':id')
  @Roles(...readers)
  @ApiOperation({
    summary: 'Read an import',
    description: 'Its state, and how many rows were read, taken and refused.',
  })
  @ApiOkResponse({ description: 'The import.', type: ImportDto })
  async get(@IdParam() id: string) {
    return toImportDto(await findImport(this.unitOfWork.dataSource, id));
  }

  @Get(':id/errors')
  @Roles(...writers)
  @ApiOperation({
    summary: 'Read the rows that were refused',
    description:
      'CSV: the number of the row, its line, what is wrong, and the row as it stands in the file; the first 100,000. A row ' +
      'whose fields cannot be told apart stands in the first column of the file. A text that a spreadsheet would run as a ' +
      'formula has an apostrophe in front.',
  })
  @ApiOkResponse({
    description: 'A row for each.',
    content: { 'text/csv': { schema: { type: 'string' }, example: errorExample } },
  })
  async errors(@IdParam() id: string) {
    const { dataSource } = this.unitOfWork;
    const job = await findImport(dataSource, id);
    const columns = job.columns ?? ['content'];
    async function* text(): AsyncGenerator<string> {
      yield csvLine([...errorColumns, ...columns]);
      for await (const rows of refusedRows(dataSource, id)) yield rows.map(lineOf).join('');
    }
    return HttpResponse.ok(Readable.from(text(), { objectMode: false })).header(
      'content-type',
      'text/csv; charset=utf-8',
    );
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Roles(...writers)
  @ApiOperation({ summary: 'Pause an import', description: 'After the rows that are being stored.' })
  @ApiOkResponse({ description: 'The import.', type: ImportDto })
  pause(@IdParam() id: string) {
    return this.unitOfWork.transaction(async (tx) => toImportDto(await changeImport({ id, command: 'pause' }, tx)));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Roles(...writers)
  @ApiOperation({
    summary: 'Resume an import',
    description: 'It goes on after the last row. Where it waits for the encoding, this confirms it, or names another.',
  })
  @ApiBody({ type: ResumeBody, required: false })
  @ApiOkResponse({ description: 'The import.', type: ImportDto })
  resume(@IdParam() id: string, @Body() body: ResumeBody = {}) {
    return this.unitOfWork.transaction(async (tx) =>
      toImportDto(await changeImport({ id, command: 'resume', encoding: body?.encoding }, tx)),
    );
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Roles(...writers)
  @ApiOperation({ summary: 'Cancel an import', description: 'What is stored stays; the rest is not read.' })
  @ApiOkResponse({ description: 'The import.', type: ImportDto })
  cancel(@IdParam() id: string) {
    return this.unitOfWork.transaction(async (tx) => toImportDto(await changeImport({ id, command: 'cancel' }, tx)));
  }
}

/** Fields by position: a row may have more of them than the header. */
function csvLine(fields: readonly unknown[]): string {
  const row: CsvRow = Object.fromEntries(fields.map((field, at) => [`f${at}`, field]));
  return csvText(Object.keys(row), [row], { header: false });
}

const lineOf = ({ original, ...error }: RefusedRow): string =>
  csvLine([...errorColumns.map((column) => error[column]), ...original]);
