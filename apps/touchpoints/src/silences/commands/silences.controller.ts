import { nameOf } from '@harken/contracts';
import { databaseTime, type Reader } from '@harken/database';
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
  UnitOfWork,
} from '@harken/service';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SilenceBody, SilenceDto, SilencePath, SilencePreviewDto, SilencesQuery } from '../silence.dto.ts';
import { findSilence, listSilences } from '../silence.queries.ts';
import { assertValidSilence, type Silence, silenceState } from '../silence.ts';
import { deleteSilence } from './delete-silence.use-case.ts';
import { putSilence } from './put-silence.use-case.ts';
import { findSilenceables, silencedBy } from './silenced.queries.ts';

@ApiTags('Silences')
@Controller('v1/silences')
export class SilencesController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':id')
  @Roles('supervisor', 'manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Set a silence',
    description:
      'Nobody is told of alerts that match while it lasts. They stay in the list as `silenced`; what still fires when it ends is told then.',
  })
  @ApiOkResponse({ description: 'The silence, which was there before.', type: SilenceDto })
  @ApiCreatedResponse({ description: 'The new silence.', type: SilenceDto })
  put(
    @Param() { id }: SilencePath,
    @DtoBody(SilenceBody, { answer: SilenceDto }) { matchers, from, until, comment, onBehalfOf }: SilenceBody,
    @IfMatch() expectedVersion: number | undefined,
    @CurrentActor() actor: Actor,
  ) {
    const times = { from: from === undefined ? null : new Date(from), until: new Date(until) };
    const command = {
      id,
      matchers: { ...matchers },
      ...times,
      comment,
      author: nameOf(actor, onBehalfOf),
      expectedVersion,
    };
    return this.unitOfWork.transaction(async (tx) => {
      const { silence, created } = await putSilence(command, tx);
      const [dto] = await silenceDtos([silence], tx);
      return (created ? HttpResponse.created(dto) : HttpResponse.ok(dto)).etag(silence.version);
    });
  }

  @Get(':id')
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({ summary: 'Read a silence', description: 'With what it mutes now.' })
  @ApiOkResponse({ description: 'The silence.', type: SilenceDto })
  async get(@Param() { id }: SilencePath) {
    const silence = await findSilence(this.unitOfWork.dataSource, id);
    const [dto] = await silenceDtos([silence], this.unitOfWork.dataSource);
    return HttpResponse.ok(dto).etag(silence.version);
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles('supervisor', 'manager', 'analyst', 'ops')
  @ApiOperation({ summary: 'End a silence', description: 'At once: people are told of what still fires.' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  delete(@Param() { id }: SilencePath, @IfMatch() expectedVersion: number | undefined) {
    return this.unitOfWork.transaction(async (tx) => {
      await deleteSilence({ id, expectedVersion }, tx);
      return HttpResponse.noContent();
    });
  }

  @Post('preview')
  @HttpCode(200)
  @Roles(...handlerAndUp)
  @ApiOperation({
    summary: 'See what a silence would mute',
    description: 'The open alerts and the monitors that it matches; nothing is changed.',
  })
  @ApiOkResponse({ description: 'What it matches.', type: SilencePreviewDto })
  preview(@Body() { matchers, from, until }: SilenceBody) {
    return this.unitOfWork.transaction(async (tx) => {
      const begin = from === undefined ? await databaseTime(tx) : new Date(from);
      assertValidSilence({ matchers: { ...matchers }, from: begin, until: new Date(until) });
      return silencedBy(matchers, await findSilenceables(tx));
    });
  }

  @Get()
  @Roles(...handlerAndUp, 'call_centre')
  @ApiOperation({
    summary: 'List the silences',
    description: 'By id, each with what it mutes now; one that matches no monitor mutes nothing.',
  })
  @ApiPage(SilenceDto)
  async list(@Query() { limit, cursor, state }: SilencesQuery) {
    const [after] = readCursor(cursor) ?? [null];
    const filter = { state, after: after === null ? null : String(after), limit };
    const page = pageOf(await listSilences(this.unitOfWork.dataSource, filter), limit, ({ id }) => [id]);
    return { items: await silenceDtos(page.items, this.unitOfWork.dataSource), next: page.next };
  }
}

async function silenceDtos(silences: readonly Silence[], reader: Reader): Promise<SilenceDto[]> {
  const now = await databaseTime(reader);
  const silenceables = await findSilenceables(reader);
  return silences.map((silence) => {
    const { from, until, updatedAt } = silence;
    const state = silenceState(silence, now);
    const { alerts, monitors } = silencedBy(silence.matchers, silenceables);
    return {
      ...silence,
      from: from.toISOString(),
      until: until.toISOString(),
      state,
      alerts: state === 'active' ? alerts : [],
      monitors,
      updatedAt: updatedAt.toISOString(),
    };
  });
}
