import { COMPANY_ZONE, handlerAndUp, Roles, type TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type FiguresQuery, parseFiguresQuery } from '../../figures/figures-query.ts';
import { pathsOf } from '../../figures/table-columns.ts';
import { ApiReport, reportResponse } from '../../figures/table-of-figures.dto.ts';
import { parseMetric } from '../../scores/metric.ts';
import { changeFilters } from '../changes/changes.queries.ts';
import { assertRange } from '../changes/changes-query.ts';
import { datedEventsWithin } from '../changes/dated-events.queries.ts';
import { readGaps } from '../gaps/gaps.queries.ts';
import { examplePast, examplePotential, examplePresent } from './example-patterns.ts';
import { readPast } from './past-report.queries.ts';
import {
  PastPatternDto,
  PatternQueryParams,
  PotentialPatternDto,
  PotentialQueryParams,
  PresentPatternDto,
  PresentQueryParams,
} from './patterns.dto.ts';
import { readQuotes, readRelationships, readStudies, type Scope } from './patterns.queries.ts';
import { readWaves } from './present-report.queries.ts';
import { partRelationships } from './relationships.ts';
import { unmetNeedsOf } from './unmet-needs.ts';

const columnsOf = ({ items: [item] }: { readonly items: readonly object[] }, whole: string[] = []) =>
  pathsOf(item ?? {}, whole);
const columns = {
  past: columnsOf(examplePast, ['trend']),
  present: columnsOf(examplePresent),
  potential: columnsOf(examplePotential),
};
const maxCustomers = 500;
const maxQuotes = 100;
const maxEvents = 100;

@Controller('v1/patterns')
export class PatternsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
  ) {}

  @Get('past')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Past patterns: transactions by touchpoint, their trend, and emerging issues',
    description:
      'Feedback about transactions (pattern `past`) by touchpoint, against the period as long before where `from` and `to` are given, and per `period` (months without it). Emerging issues are complaints by touchpoint and category that are more than before beyond chance: exact test of two counts, Benjamini and Hochberg at 5 %.',
  })
  @ApiReport(PastPatternDto, examplePast, columns.past)
  async past(
    @Query() params: PatternQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { metric: metricText, bom, ...rest } = params;
    const metric = parseMetric(metricText);
    const query = this.asked(rest, 'past');
    const range = query.since && query.until ? assertRange(query.since, query.until) : undefined;
    const { dataSource } = this.unitOfWork;
    const found = await readPast(dataSource, metric, query, range);
    const events = range ? await datedEventsWithin(dataSource, range, query.filters.touchpoint, maxEvents) : [];
    const reason = found.items.length === 0 ? 'Nobody answered about a transaction in this range.' : null;
    return reportResponse(
      { reason, ...found, events },
      { accept, bom, path: request.url },
      { name: 'past-patterns', columns: columns.past, zone: query.zone },
    );
  }

  @Get('present')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Present patterns: surveys of the relationship, opportunities and critical customers',
    description:
      'Relationship surveys and account studies (pattern `present`), each in its newest wave against the last one before; a wave is a `period` (quarters without it). Customers by their newest answer in the range, with the feedback that says so.',
  })
  @ApiReport(PresentPatternDto, examplePresent, columns.present)
  async present(
    @Query() params: PresentQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { metric: metricText, bom, ...rest } = params;
    const metric = parseMetric(metricText);
    const query = this.asked(rest, 'present');
    const { dataSource } = this.unitOfWork;
    const items = await readWaves(dataSource, metric, query);
    const relationships = await readRelationships(dataSource, scopeOf(query, 'present'), maxCustomers);
    const reason =
      items.length === 0 && relationships.length === 0
        ? 'Nobody was asked about the relationship in this range.'
        : null;
    return reportResponse(
      { reason, items, ...partRelationships(relationships) },
      { accept, bom, path: request.url },
      { name: 'present-patterns', columns: columns.present, zone: query.zone },
    );
  }

  @Get('potential')
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'Potential patterns: studies, the words of customers, and unmet needs',
    description:
      "Studies, groups and interviews (pattern `potential`) with the feedback that holds their words, and needs by Ulwick's opportunity score: importance + max(importance - satisfaction, 0), satisfaction being the experience of a factor.",
  })
  @ApiReport(PotentialPatternDto, examplePotential, columns.potential)
  async potential(
    @Query() params: PotentialQueryParams,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
  ) {
    const { bom, ...rest } = params;
    const query = parseFiguresQuery(rest, ['touchpoint', 'segment'], this.companyZone);
    const { dataSource } = this.unitOfWork;
    const scope = scopeOf(query, 'potential');
    const items = unmetNeedsOf(await readGaps(dataSource, { ...query, groupBy: ['factor'] }));
    const studies = await readStudies(dataSource, scope, maxCustomers);
    const quotes = await readQuotes(dataSource, scope, maxQuotes);
    const reason =
      items.length === 0 && studies.length === 0
        ? 'There is no study in this range, and nobody said how important a factor is and what it was like.'
        : null;
    return reportResponse(
      { reason, items, studies, quotes },
      { accept, bom, path: request.url },
      { name: 'potential-patterns', columns: columns.potential, zone: query.zone },
    );
  }

  private asked(raw: Parameters<typeof parseFiguresQuery>[0], pattern: string): FiguresQuery {
    const query = parseFiguresQuery(raw, changeFilters, this.companyZone);
    return { ...query, filters: { ...query.filters, pattern: [pattern] } };
  }
}

const scopeOf = ({ since, until, filters }: FiguresQuery, pattern: Scope['pattern']): Scope => ({
  pattern,
  since,
  until,
  touchpoints: filters.touchpoint,
  segments: filters.segment,
  programmes: filters.programme,
  methods: filters.method,
});
