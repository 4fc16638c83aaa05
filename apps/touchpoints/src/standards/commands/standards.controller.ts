import { nameOf } from '@harken/contracts';
import { Invalid } from '@harken/errors';
import {
  type Actor,
  ApiPage,
  CurrentActor,
  DtoBody,
  HttpResponse,
  handlerAndUp,
  IfMatch,
  pageOf,
  Roles,
  readCursor,
  SETTINGS,
  type Settings,
  TimeZone,
  UnitOfWork,
} from '@harken/service';
import { Controller, Delete, Get, HttpCode, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StandardBody, StandardDto, StandardPath, StandardsQuery, StandardVersionsDto } from '../standard.dto.ts';
import { findStandard, listStandards, standardVersions } from '../standard.queries.ts';
import { deleteStandard } from './delete-standard.use-case.ts';
import { putStandard } from './put-standard.use-case.ts';

@ApiTags('Service standards')
@Controller('v1/standards')
export class StandardsController {
  private readonly zone: TimeZone;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.zone = TimeZone.named(settings.COMPANY_TIMEZONE);
  }

  @Put(':id')
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Set a service standard',
    description:
      'A change is a new version, and the monitors of the standard are evaluated again at once. The touchpoint must be in a published map (409 `standard.touchpoint-unknown`).',
  })
  @ApiOkResponse({ description: 'The standard, which was there before.', type: StandardDto })
  @ApiCreatedResponse({ description: 'The new standard.', type: StandardDto })
  put(
    @Param() { id }: StandardPath,
    @DtoBody(StandardBody, { answer: StandardDto }) body: StandardBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    if (id === 'proposals') {
      const detail = 'is the address of proposals';
      throw new Invalid('standard.invalid', 'The id cannot be used.', [
        { pointer: '/path/id', code: 'not-allowed', detail },
      ]);
    }
    const { touchpoint, metric, segment = null, comparator, target, window, minimumSample, owner } = body;
    const content = { touchpoint, metric, segment, comparator, target, window, minimumSample, owner };
    return this.unitOfWork.transaction(async (tx) => {
      const { standard, created } = await putStandard(
        { id, content, expectedVersion, by: nameOf(actor) },
        this.zone,
        tx,
      );
      return (created ? HttpResponse.created(standard) : HttpResponse.ok(standard)).etag(standard.version);
    });
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'Read a service standard', description: 'As it is now.' })
  @ApiOkResponse({ description: 'The standard.', type: StandardDto })
  async get(@Param() { id }: StandardPath) {
    const standard = await findStandard(this.unitOfWork.dataSource, id);
    return HttpResponse.ok(standard).etag(standard.version);
  }

  @Get(':id/versions')
  @Roles(...handlerAndUp)
  @ApiOperation({ summary: 'Read the versions of a standard', description: 'Its versions, newest first.' })
  @ApiOkResponse({ description: 'The versions.', type: StandardVersionsDto })
  async versions(@Param() { id }: StandardPath) {
    return { items: await standardVersions(this.unitOfWork.dataSource, id) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Delete a service standard',
    description: 'Not while monitors watch it (409 `standard.in-use`).',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  delete(@Param() { id }: StandardPath, @IfMatch() expectedVersion: number | undefined, @CurrentActor() actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      await deleteStandard({ id, expectedVersion, by: nameOf(actor) }, tx);
      return HttpResponse.noContent();
    });
  }

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'List the service standards', description: 'By id.' })
  @ApiPage(StandardDto)
  async list(@Query() { limit, cursor, touchpoint }: StandardsQuery) {
    const [after] = readCursor(cursor) ?? [null];
    const filter = { touchpoint, after: after === null ? null : String(after), limit };
    const rows = await listStandards(this.unitOfWork.dataSource, filter);
    return pageOf(rows, limit, ({ id }) => [id]);
  }
}
