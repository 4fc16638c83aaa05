import { NotFound } from '@harken/errors';
import {
  type Actor,
  ApiPage,
  CurrentActor,
  DtoBody,
  HttpResponse,
  IfMatch,
  pageOf,
  Roles,
  readCursor,
  roles,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Put, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { peopleAdmins, readerRoles } from '../../roles.ts';
import { dealOutQueuesOf } from '../../teams/deal-out-queue.use-case.ts';
import { getPerson, listPeople } from '../person.queries.ts';
import type { Person } from '../person.ts';
import { savePerson } from '../save-person.use-case.ts';
import { PeopleQuery, PersonBody, PersonDto, PersonId } from './person.dto.ts';

const toResponse = (person: Person) => HttpResponse.ok(person).etag(person.version);

@ApiTags('People')
@Controller('v1')
export class PeopleController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Put('people/:id')
  @Roles(...peopleAdmins)
  @ApiOperation({
    summary: 'Save a person',
    description:
      'Adds the person or replaces what is known of them as a whole; the id stays, whatever the name is. Nobody is deleted, because histories name them: who has left has no subjects, roles and teams. A subject that another person has: 409 `person.subject-taken`.',
  })
  @ApiOkResponse({ description: 'The person.', type: PersonDto })
  save(
    @PersonId() id: string,
    @DtoBody(PersonBody, { readOnly: ['id', 'version'] }) body: PersonBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedVersion: number | undefined,
  ) {
    const { name, subjects = [], roles: held = [], teams = [], email = null, language = null } = body;
    const { zone = null, deputy = null, awayUntil } = body;
    const facts = { subjects, roles: held, teams, email, language, zone, deputy };
    const person = { id, name, ...facts, awayUntil: awayUntil ? new Date(awayUntil) : null };
    return this.unitOfWork.transaction(async (tx) => {
      await dealOutQueuesOf(id, tx);
      return toResponse(await savePerson({ person, expectedVersion, actor }, tx));
    });
  }

  @Get('people')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'List people', description: 'By id; every filter given must hold.' })
  @ApiPage(PersonDto)
  async list(@Query() { limit, cursor, ...filter }: PeopleQuery) {
    const after = readCursor(cursor)?.[0];
    const found = await listPeople(
      this.unitOfWork.dataSource,
      filter,
      after === undefined ? after : String(after),
      limit + 1,
    );
    return pageOf(found, limit, ({ id }) => [id]);
  }

  @Get('people/:id')
  @Roles(...readerRoles)
  @ApiOperation({ summary: 'Read a person', description: 'As it stands.' })
  @ApiOkResponse({ description: 'The person.', type: PersonDto })
  async read(@PersonId() id: string) {
    return toResponse(await getPerson(this.unitOfWork.dataSource, id));
  }

  @Get('me')
  @Roles(...roles)
  @ApiOperation({
    summary: 'Read who I am',
    description:
      'The person that the key names or the signed token stands for. 404 `person.not-found` when it is nobody, or nobody of the list.',
  })
  @ApiNotFoundResponse({
    description: 'Nobody (`person.not-found`).',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  @ApiOkResponse({ description: 'The person.', type: PersonDto })
  async me(@CurrentActor() { name, person }: Actor) {
    if (person === null) throw new NotFound('person', name);
    return toResponse(await getPerson(this.unitOfWork.dataSource, person));
  }
}
