import { databaseTime, type Reader } from '@harken/database';
import { FieldErrors } from '@harken/errors';
import { HttpResponse, handlerAndUp, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { touchpointIds } from '../map/flatten-journey.ts';
import { JourneyPath } from '../map/journey.dto.ts';
import { findJourney } from '../map/journey.queries.ts';
import type { JourneyVersion } from '../map/journey.ts';
import { durationSeconds } from '../metrics/duration.ts';
import { metricForms, metricKind } from '../metrics/metric.ts';
import { HealthQuery, JourneyHealthDto } from './health.dto.ts';
import { findSamples } from './health.queries.ts';
import { healthMap } from './health-map.ts';
import { journeyHealth, type Measured } from './journey-health.ts';

const hour = 3600;

@ApiTags('Journey map')
@ApiExtraModels(JourneyHealthDto)
@Controller('v1/journeys')
export class HealthController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get(':journeyId/health')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'Read the health of a journey',
    description:
      'The weighted roll-up from the atoms over the stages to the journey. The weight of a part is the product of the shares down its path, among the parts with data; contributions add up to the value. The experience index puts answers on 0 to 100: factor experiences by the factor weights of the segment, and NPS, CSAT and CES. With `Accept: image/svg+xml` it is a map.',
  })
  @ApiOkResponse({
    description: 'The health.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(JourneyHealthDto) } },
      'image/svg+xml': { schema: { type: 'string' }, example: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    },
  })
  async get(
    @Param() { journeyId }: JourneyPath,
    @Query() { segment, at, against, window = 'P30D', metric }: HealthQuery,
    @Headers('accept') accept: string | undefined,
  ) {
    const errors = new FieldErrors('/query');
    const seconds = durationSeconds(window) ?? 0;
    const outside = seconds < hour || seconds > 366 * 24 * hour;
    errors.at('window').addIf(outside, 'wrong-format', 'An ISO 8601 duration from PT1H to P366D, such as P30D.');
    errors.at('metric').addIf(metric !== undefined && !metricKind(metric), 'wrong-format', metricForms);
    errors.throwIfAny('request.invalid', 'The request is not valid.');
    const reader = this.unitOfWork.dataSource;
    const now = at === undefined ? await databaseTime(reader) : new Date(at);
    const version = await findJourney(reader, journeyId, { at: now });
    const health = journeyHealth({
      version,
      segment: segment ?? null,
      metric: metric ?? null,
      now: await measure(version, { segment, to: now, seconds }, reader),
      before:
        against === undefined ? null : await measure(version, { segment, to: new Date(against), seconds }, reader),
    });
    if (!/\bimage\/svg\+xml\b/i.test(accept ?? '')) return HttpResponse.ok(health).header('vary', 'accept');
    return HttpResponse.ok(healthMap(health))
      .header('content-type', 'image/svg+xml; charset=utf-8')
      .header('vary', 'accept');
  }
}

async function measure(
  { journey }: JourneyVersion,
  { segment = null, to, seconds }: { segment: string | null | undefined; to: Date; seconds: number },
  reader: Reader,
): Promise<Measured> {
  const window = { from: new Date(to.getTime() - seconds * 1000), to };
  return { window, samples: await findSamples(reader, touchpointIds(journey), segment, window) };
}
