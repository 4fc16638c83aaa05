import {
  type Actor,
  ApiPage,
  CurrentActor,
  DtoBody,
  HttpResponse,
  IfMatch,
  PageQuery,
  pageOf,
  Roles,
  readCursor,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyAdmins, readerRoles } from '../roles.ts';
import { saveTeam } from './save-team.use-case.ts';
import { TeamBody, TeamDto, TeamId } from './team.dto.ts';
import { getTeam, listTeams } from './team.queries.ts';

@ApiTags('Teams')
@Controller('v1/teams')
export class TeamsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put(':teamId')
  @Roles(...policyAdmins)
  @ApiOperation({
    summary: 'Save a team',
    description:
      'Creates it or replaces it as a whole. The open complaints of members who are no longer in it go to the rest, or back to the queue.',
  })
  @ApiOkResponse({ description: 'The team.', type: TeamDto })
  save(
    @TeamId() id: string,
    @DtoBody(TeamBody, { answer: TeamDto }) body: TeamBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const { calendar = null, department = null, ...rest } = body;
    const members = body.members.map(({ available = true, reassign: _once, ...member }) => ({ ...member, available }));
    const reassignedMembers = body.members.filter(({ reassign }) => reassign).map((member) => member.id);
    const team = { ...rest, id, members, calendar, department };
    return this.unitOfWork.transaction(async (tx) => {
      const saved = await saveTeam({ team, expectedVersion, actor, reassignedMembers }, tx);
      return HttpResponse.ok(saved).etag(saved.version);
    });
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'List teams', description: 'By id.' })
  @ApiPage(TeamDto)
  async list(@Query() { limit, cursor }: PageQuery) {
    const after = readCursor(cursor)?.[0];
    const teams = await listTeams(this.unitOfWork.dataSource, after === undefined ? after : String(after), limit + 1);
    return pageOf(teams, limit, ({ id }) => [id]);
  }

  @Get(':teamId')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read a team', description: 'With its members.' })
  @ApiOkResponse({ description: 'The team.', type: TeamDto })
  async read(@TeamId() id: string) {
    const team = await getTeam(this.unitOfWork.dataSource, id);
    return HttpResponse.ok(team).etag(team.version);
  }
}
