import {
  type Actor,
  ApiPage,
  CurrentActor,
  DtoBody,
  HttpResponse,
  handlerAndUp,
  IfMatch,
  NameParam,
  pageOf,
  Roles,
  readCursor,
  SETTINGS,
  type Settings,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Inject, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import encodeQR from 'qr';
import { feedbackSettings } from '../feedback.config.ts';
import {
  OpenLinkBody,
  OpenLinkDto,
  OpenLinksQuery,
  openLinkContent,
  openLinkDto,
  openLinkId,
  openLinkUrl,
} from './open-link.dto.ts';
import { findOpenLink, listOpenLinks } from './open-link.queries.ts';
import { putOpenLink } from './put-open-link.use-case.ts';

@ApiTags('open links')
@Controller('v1/open-links')
export class OpenLinksController {
  private readonly pages: string;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.pages = settingsOf(feedbackSettings, settings).ANSWER_URL;
  }

  @Put(':openLinkId')
  @Roles('manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Set an open link',
    description:
      'A link for everybody who comes by: at a touchpoint, on a receipt. Whoever answers stays unknown. Its address is ' +
      'drawn once and never changes. It takes answers while its programme runs and `active` is true; ' +
      '409 `open-link.programme-unknown` without such a programme.',
  })
  @ApiOkResponse({ description: 'The link, which was there before.', type: OpenLinkDto })
  @ApiCreatedResponse({ description: 'The new link.', type: OpenLinkDto })
  put(
    @NameParam(openLinkId) id: string,
    @DtoBody(OpenLinkBody, { answer: OpenLinkDto }) body: OpenLinkBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    const command = { id, content: openLinkContent(body), expectedVersion, by: actor.name };
    return this.unitOfWork.transaction(async (tx) => {
      const { link, created } = await putOpenLink(command, tx);
      const dto = openLinkDto(this.pages, link);
      return (created ? HttpResponse.created(dto) : HttpResponse.ok(dto)).etag(dto.version);
    });
  }

  @Get(':openLinkId')
  @Roles(...handlerAndUp, 'crm')
  @ApiOperation({ summary: 'Read an open link', description: 'With its address.' })
  @ApiOkResponse({ description: 'The link.', type: OpenLinkDto })
  async get(@NameParam(openLinkId) id: string) {
    const dto = openLinkDto(this.pages, await findOpenLink(this.unitOfWork.dataSource, id));
    return HttpResponse.ok(dto).etag(dto.version);
  }

  @Get(':openLinkId/qr.svg')
  @Roles(...handlerAndUp, 'crm')
  @ApiOperation({
    summary: 'The QR code of an open link',
    description: 'Its address as an SVG picture, ready for print at any size: a quarter of it may be hidden or torn.',
  })
  @ApiOkResponse({
    description: 'The picture.',
    content: { 'image/svg+xml': { schema: { type: 'string' }, example: '<svg xmlns="http://www.w3.org/2000/svg"/>' } },
  })
  async qrCode(@NameParam(openLinkId) id: string) {
    const url = openLinkUrl(this.pages, await findOpenLink(this.unitOfWork.dataSource, id));
    const picture = encodeQR(url, 'svg', { ecc: 'quartile', border: 4 });
    return HttpResponse.ok(picture).header('content-type', 'image/svg+xml; charset=utf-8');
  }

  @Get()
  @Roles(...handlerAndUp, 'crm')
  @ApiOperation({ summary: 'List the open links', description: 'By id.' })
  @ApiPage(OpenLinkDto)
  async list(@Query() { limit, cursor, programme }: OpenLinksQuery) {
    const after = readCursor(cursor)?.[0];
    const links = await listOpenLinks(
      this.unitOfWork.dataSource,
      { programme },
      limit + 1,
      after === undefined ? null : String(after),
    );
    return pageOf(
      links.map((link) => openLinkDto(this.pages, link)),
      limit,
      ({ id }) => [id],
    );
  }
}
