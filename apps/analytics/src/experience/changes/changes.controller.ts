import { FieldErrors } from '@harken/errors';
import { COMPANY_ZONE, handlerAndUp, Roles, type TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { parseFiguresQuery } from '../../figures/figures-query.ts';
import { pathsOf } from '../../figures/table-columns.ts';
import { ApiReport, reportResponse } from '../../figures/table-of-figures.dto.ts';
import { parseMetric } from '../../scores/metric.ts';
import { changeOf } from './change.ts';
import { ChangesDto, ChangesQueryParams } from './changes.dto.ts';
import { changeDimensions, changeFilters, readParts } from './changes.queries.ts';
import { assertRange, comparedWith, type Range } from './changes-query.ts';
import { datedEventsWithin } from './dated-events.queries.ts';

const exampleItem = {
  dimension: 'touchpoint',
  value: 'handover',
  mix: -1.5,
  rate: -8.5,
  before: { n: 200, value: 15 },
  after: { n: 240, value: 0 },
  p: 0.0004,
  beyondChance: true,
};
const exampleChange = {
  before: 20,
  after: 10,
  change: -10,
  n: { before: 400, after: 420 },
  interval: { low: -18.9, high: -1.1, level: 0.95 },
  p: 0.03,
  reason: null,
  scale: '0..10',
  periods: {
    before: { from: '2026-02-01T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' },
    after: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
  },
  items: [exampleItem],
  events: [
    { kind: 'journey-published', subject: 'property', key: '3', at: '2026-03-12T09:00:00.000Z', touchpoint: null },
  ],
};
const columns = pathsOf(exampleItem);
const maxEvents = 100;

@Controller('v1/changes')
export class ChangesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Why a score moved',
    description:
      'The change of a score between two periods, split exactly: by each dimension into what the shares of its parts (`mix`) and their own scores (`rate`) brought. Which parts moved beyond chance, and what happened meanwhile. A customer of several segments, or a touchpoint of several stages, is a part of its own, so that each answer counts once.',
  })
  @ApiReport(ChangesDto, exampleChange, columns)
  async changes(
    @Query() params: ChangesQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { metric: metricText, by, against, bom, ...rest } = params;
    const metric = parseMetric(metricText);
    const asked = parseBy(by);
    const query = parseFiguresQuery(rest, changeFilters, this.companyZone);
    const after = assertRange(query.since, query.until);
    const before = comparedWith(after, against, query.zone);
    const { dataSource } = this.unitOfWork;
    const dimensions = asked ?? changeDimensions;
    const { partitions, scale } = await readParts(dataSource, metric, query, { before, after }, dimensions);
    const events = await datedEventsWithin(
      dataSource,
      { since: new Date(Math.min(before.since.getTime(), after.since.getTime())), until: after.until },
      query.filters.touchpoint,
      maxEvents,
    );
    const periods = { before: shown(before), after: shown(after) };
    const report = { ...changeOf(partitions, asked), scale, periods, events };
    return reportResponse(report, { accept, bom, path: request.url }, { name: 'changes', columns, zone: query.zone });
  }
}

const shown = ({ since, until }: Range) => ({ from: since.toISOString(), to: until.toISOString() });

function parseBy(by: string | undefined): string[] | undefined {
  if (by === undefined || by === '') return undefined;
  const names = by.split(',').map((name) => name.trim());
  const errors = new FieldErrors('/query/by');
  for (const name of names) {
    const detail = `"${name}" is not a dimension; allowed are ${changeDimensions.join(', ')}`;
    errors.addIf(!changeDimensions.includes(name as never), 'dimension.unknown', detail);
  }
  errors.addIf(new Set(names).size < names.length, 'dimension.repeated', 'each dimension once');
  errors.throwIfAny('question.invalid', 'The query is not valid.');
  return names;
}
