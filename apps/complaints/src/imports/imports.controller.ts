import { nameOf } from '@harken/contracts';
import { Invalid, TooLarge } from '@harken/errors';
import { newId } from '@harken/messaging';
import {
  type Actor,
  BatchBody,
  CurrentActor,
  currentRequest,
  NameParam,
  problemResponse,
  Roles,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { importRoles, readerRoles } from '../roles.ts';
import { finishImport } from './finish-import.use-case.ts';
import { ImportDto, ImportQuery, ImportResultDto, importName } from './import.dto.ts';
import { getImport } from './import.queries.ts';
import { countsOf, type ItemOutcome, importComplaints } from './import-complaints.use-case.ts';
import { maxItems, NdjsonLines, ndjsonType } from './ndjson.ts';
import { PastComplaintDto, pastComplaintExample } from './past-complaint.dto.ts';
import { readPastItem } from './past-item.dto.ts';

const ImportIdParam = () =>
  NameParam({ parameter: 'importId', description: 'The import.', example: 'crm-2016', ...importName });

@ApiTags('Imports')
@ApiExtraModels(PastComplaintDto)
@Controller('v1/complaints')
export class ImportsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Post('import')
  @HttpCode(200)
  @BatchBody()
  @Roles(...importRoles)
  @ApiOperation({
    summary: 'Import complaints of before',
    description: `A complaint on each line, at most ${maxItems}, over or under way, with all its times. They are history: each counts in the figures of its own time, opens and alarms nothing. An open one runs its clocks from its real start and begins at the level that its deadline has reached. Each line is checked by itself. A repeat of (source, id) is the first one again; with other content it is a conflict.`,
    requestBody: {
      required: true,
      description: 'NDJSON: one complaint a line.',
      content: { [ndjsonType]: { schema: { $ref: getSchemaPath(PastComplaintDto) }, example: pastComplaintExample } },
    },
  })
  @ApiOkResponse({ description: 'The result of each line.', type: ImportResultDto })
  import(@Query() { importId = newId() }: ImportQuery, @Req() request: FastifyRequest, @CurrentActor() actor: Actor) {
    const items = linesOf(request.body).map(readPastItem);
    return this.unitOfWork.transaction(async (tx) => {
      const outcomes = await importComplaints({ importId, items, actor }, tx);
      return { importId, ...countsOf(outcomes), results: outcomes.map(resultOf) };
    });
  }

  @Post('imports/:importId/finish')
  @HttpCode(200)
  @Roles(...importRoles)
  @ApiOperation({
    summary: 'Finish an import',
    description:
      'It takes no more. One alert tells of all complaints of it that are overdue, instead of one for each. A repeat changes nothing.',
  })
  @ApiOkResponse({ description: 'The import.', type: ImportDto })
  finish(@ImportIdParam() importId: string, @CurrentActor() actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      await finishImport(importId, nameOf(actor), tx);
      return getImport(tx, importId);
    });
  }

  @Get('imports/:importId')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read an import', description: 'How far it has come, and what is open of it.' })
  @ApiOkResponse({ description: 'The import.', type: ImportDto })
  read(@ImportIdParam() importId: string): Promise<ImportDto> {
    return getImport(this.unitOfWork.dataSource, importId);
  }
}

function linesOf(body: unknown): readonly string[] {
  if (!(body instanceof NdjsonLines) || body.lines.length === 0)
    throw new Invalid('request.invalid', 'The request has a fault.', [
      { pointer: '', code: 'wrong-type', detail: `must be ${ndjsonType}: a complaint on each line` },
    ]);
  if (body.lines.length > maxItems)
    throw new TooLarge('complaint-import.too-many', `At most ${maxItems} complaints a request.`, { maxItems });
  return body.lines;
}

function resultOf(outcome: ItemOutcome, index: number) {
  if (!('problem' in outcome)) return { index, ...outcome };
  const { problem, ...rest } = outcome;
  return { index, ...rest, problem: problemResponse(problem, currentRequest()?.id ?? newId()).document };
}
