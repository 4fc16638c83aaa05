import { nameOf } from '@harken/contracts';
import {
  type Actor,
  ApiPage,
  CurrentActor,
  HttpResponse,
  handlerAndUp,
  IfMatch,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
  without,
} from '@harken/service';
import { Body, Controller, Get, Headers, Param, Put, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { diffJourneys } from './diff-journeys.ts';
import { JourneyBody, JourneyDto, JourneyPath, JourneyQuery, JourneySummaryDto, journeyDto } from './journey.dto.ts';
import { findJourney, listJourneys } from './journey.queries.ts';
import type { JourneyVersion } from './journey.ts';
import { JourneyDiffDto, JourneyDiffQuery } from './journey-diff.dto.ts';
import { writeYaml } from './journey-yaml.ts';
import { parsePublication } from './parse-journey.ts';
import { publishJourney } from './publish-journey.use-case.ts';

const yamlExample = `name: Buying a home
stages:
  - id: viewing
    name: Viewing
    phase: before
    touchpoints:
      - id: sales-office
        name: Sales office
`;
const asJsonOrYaml = {
  'application/json': { schema: { $ref: getSchemaPath(JourneyDto) } },
  'application/yaml': { schema: { type: 'string' }, example: yamlExample },
} as const;

// What only the answer has: PUT takes and ignores it.
const readOnly = ['id', 'version', 'publishedAt'];

@ApiTags('Journey map')
@ApiExtraModels(JourneyDto, JourneyBody)
@Controller('v1/journeys')
export class JourneysController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':journeyId')
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Publish a journey map',
    description:
      'Takes the whole map, as JSON or as YAML. A change is a new version; the same content again is not. A touchpoint belongs to one journey only (409 `journey.touchpoint-taken`), and one with standards or monitors cannot leave the map (409 `journey.touchpoint-in-use`).',
  })
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ type: JourneyBody, description: 'The whole map.' })
  @ApiOkResponse({ description: 'The map, which was there before.', content: asJsonOrYaml })
  @ApiCreatedResponse({ description: 'The first version of the map.', content: asJsonOrYaml })
  put(
    @Param() { journeyId }: JourneyPath,
    @Body() body: unknown,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
    @Headers('accept') accept: string | undefined,
  ) {
    const publication = parsePublication(without(readOnly, body));
    const command = { journeyId, ...publication, expectedVersion, by: nameOf(actor) };
    return this.unitOfWork.transaction(async (tx) => {
      const { version, created } = await publishJourney(command, tx);
      return toResponse(version, accept, created);
    });
  }

  @Get(':journeyId')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'Read a journey map',
    description:
      'The version in effect, or the one asked for. As YAML (`Accept: application/yaml`) it is exactly what PUT takes.',
  })
  @ApiOkResponse({ description: 'The map.', content: asJsonOrYaml })
  async get(
    @Param() { journeyId }: JourneyPath,
    @Query() { version, at }: JourneyQuery,
    @Headers('accept') accept: string | undefined,
  ) {
    const select = { version, at: at === undefined ? undefined : new Date(at) };
    return toResponse(await findJourney(this.unitOfWork.dataSource, journeyId, select), accept, false);
  }

  @Get(':journeyId/diff')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'Compare two versions of a map',
    description:
      'What was added, removed, moved and changed, field by field. The order among siblings is no difference.',
  })
  @ApiOkResponse({ description: 'The differences.', type: JourneyDiffDto })
  async diff(@Param() { journeyId }: JourneyPath, @Query() { from, to }: JourneyDiffQuery): Promise<JourneyDiffDto> {
    const after = await findJourney(this.unitOfWork.dataSource, journeyId, { version: to });
    const earlier = from ?? Math.max(1, after.version - 1);
    const before = await findJourney(this.unitOfWork.dataSource, journeyId, { version: earlier });
    const changes = diffJourneys(journeyId, before.journey, after.journey);
    return { journey: journeyId, from: before.version, to: after.version, changes };
  }

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'List the journeys', description: 'By id, each with the version in effect.' })
  @ApiPage(JourneySummaryDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const [after] = readCursor(cursor) ?? [null];
    const rows = await listJourneys(this.unitOfWork.dataSource, after === null ? null : String(after), limit);
    return pageOf(rows, limit, ({ id }) => [id]);
  }
}

function toResponse(
  version: JourneyVersion,
  accept: string | undefined,
  created: boolean,
): HttpResponse<JourneyDto | string> {
  const yaml = wantsYaml(accept);
  const body = yaml ? writeYaml(version.journey) : journeyDto(version);
  const plain = (created ? HttpResponse.created<JourneyDto | string>(body) : HttpResponse.ok<JourneyDto | string>(body))
    .etag(version.version)
    .header('vary', 'accept');
  return yaml ? plain.header('content-type', 'application/yaml; charset=utf-8') : plain;
}

/** YAML only for those who name it, and not after JSON. */
function wantsYaml(accept = ''): boolean {
  const yaml = accept.search(/\b(application|text)\/(x-)?yaml\b/i);
  const json = accept.search(/\bapplication\/json\b/i);
  return yaml >= 0 && (json < 0 || yaml < json);
}
