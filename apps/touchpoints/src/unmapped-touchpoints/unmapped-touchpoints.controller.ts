import { nameOf } from '@harken/contracts';
import {
  type Actor,
  ApiPage,
  ChosenIdParam,
  CurrentActor,
  HttpResponse,
  handlerAndUp,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { JourneyDto, journeyDto } from '../map/journey.dto.ts';
import { adoptTouchpoint } from './adopt-touchpoint.use-case.ts';
import { renameTouchpoint } from './rename-touchpoint.use-case.ts';
import {
  AdoptTouchpointBody,
  RenamedTouchpointDto,
  RenameTouchpointBody,
  UnmappedTouchpointDto,
} from './unmapped-touchpoint.dto.ts';
import { listUnmapped } from './unmapped-touchpoint.queries.ts';

const UnmappedId = () => ChosenIdParam('id', 'The name that events use.', 'pop-up-store');

@ApiTags('Unmapped touchpoints')
@Controller('v1/unmapped-touchpoints')
export class UnmappedTouchpointsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'List the touchpoints that no map has',
    description:
      'Names that feedback and interactions use and that no map in effect has, with how often and when last.',
  })
  @ApiPage(UnmappedTouchpointDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const [after] = readCursor(cursor) ?? [null];
    const rows = await listUnmapped(this.unitOfWork.dataSource, after === null ? null : String(after), limit);
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  @Post(':id/adopt')
  @HttpCode(200)
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Put it into a map',
    description: 'Publishes a version of the map with the touchpoint at the end of its stage or parent.',
  })
  @ApiOkResponse({ description: 'The map.', type: JourneyDto })
  adopt(@UnmappedId() id: string, @Body() body: AdoptTouchpointBody, @CurrentActor() actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      const version = await adoptTouchpoint({ id, ...body, by: nameOf(actor) }, tx);
      return HttpResponse.ok(journeyDto(version)).etag(version.version);
    });
  }

  @Post(':id/rename')
  @HttpCode(200)
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Have it stand for a touchpoint of a map',
    description:
      'What came under this name counts at the touchpoint, and what comes later, too. A map that names it takes the name back.',
  })
  @ApiOkResponse({ description: 'What it stands for.', type: RenamedTouchpointDto })
  rename(@UnmappedId() id: string, @Body() { to }: RenameTouchpointBody, @CurrentActor() actor: Actor) {
    return this.unitOfWork.transaction(async (tx) => {
      const { events } = await renameTouchpoint({ id, to, by: nameOf(actor) }, tx);
      return HttpResponse.ok<RenamedTouchpointDto>({ id, touchpoint: to, events });
    });
  }
}
