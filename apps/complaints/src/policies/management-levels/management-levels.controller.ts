import { type Actor, CurrentActor, HttpResponse, IfMatch, Roles, UnitOfWork } from '@harken/service';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { policyAdmins, readerRoles } from '../../roles.ts';
import { currentLevels } from './hierarchy.queries.ts';
import { ManagementLevelsBody, ManagementLevelsDto } from './management-levels.dto.ts';
import type { VersionedLevels } from './management-levels.ts';
import { publishManagementLevels } from './publish-management-levels.use-case.ts';

@ApiTags('Escalation')
@Controller('v1/management-levels')
export class ManagementLevelsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put()
  @Roles(...policyAdmins)
  @ApiOperation({
    summary: 'Say who management is',
    description:
      'All levels as a whole. The people of an escalation are decided when it happens; a level without people is skipped.',
  })
  @ApiOkResponse({ description: 'The levels.', type: ManagementLevelsDto })
  publish(
    @Body() body: ManagementLevelsBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const levels = body.levels.map(({ level, people }) => ({ level, people: people.map(whole) }));
    return this.unitOfWork.transaction(async (tx) =>
      toResponse(await publishManagementLevels({ levels, expectedVersion, actor: actor.name }, tx)),
    );
  }

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read who management is', description: 'The levels in force.' })
  @ApiOkResponse({ description: 'The levels.', type: ManagementLevelsDto })
  async read() {
    return toResponse(await currentLevels(this.unitOfWork.dataSource.manager));
  }
}

const whole = (person: ManagementLevelsBody['levels'][number]['people'][number]) => ({
  id: person.id,
  name: person.name,
  role: person.role ?? null,
  team: person.team ?? null,
  department: person.department ?? null,
  deputies: person.deputies ?? [],
  available: person.available ?? true,
  awayUntil: person.awayUntil ?? null,
});

/** Nulls are left out. */
const toResponse = ({ version, levels }: VersionedLevels) =>
  HttpResponse.ok({
    version,
    levels: levels.map(({ level, people }) => ({
      level,
      people: people.map((person) => Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null))),
    })),
  }).etag(version);
