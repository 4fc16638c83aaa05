import {
  Filter,
  Integer,
  ListOf,
  NameParam,
  oneOf,
  PageQuery,
  personIdPattern,
  personIdRule,
  type Role,
  roles,
  Text,
  Timestamp,
  text,
} from '@harken/service';

export const PersonId = (parameter = 'id') =>
  NameParam({
    parameter,
    description: 'The person, as teams, levels, keys and tokens name them.',
    example: 'anna',
    pattern: personIdPattern,
    message: personIdRule,
  });

const anId = { pattern: personIdPattern, message: personIdRule };
const nullable = { optional: true, nullable: true };

class SubjectDto {
  @Text({ description: 'The `iss` of the tokens.', example: 'https://login.example.com', max: 500 }) issuer!: string;
  @Text({ description: 'The `sub` of the tokens.', example: '248289761001', max: 255 }) subject!: string;
}

export class PersonBody {
  @Text({ description: 'For people.', example: 'Anna Chan', max: 200 }) name!: string;
  @ListOf(() => SubjectDto, {
    description: 'Who the person is for the issuers of signed tokens; each subject belongs to one person.',
    optional: true,
    max: 20,
  })
  subjects?: SubjectDto[];
  @ListOf(oneOf(roles), {
    description: 'What the person may do, where the signed token says nothing about roles.',
    example: ['handler'],
    optional: true,
    max: 20,
    unique: true,
  })
  roles?: Role[];
  @ListOf(text({ max: 100 }), {
    description: 'Where the person belongs, by the ids of teams. Work is assigned to the members of a team.',
    example: ['after-sales'],
    optional: true,
    max: 100,
    unique: true,
  })
  teams?: string[];
  @Text({
    description: 'Where mail reaches the person.',
    example: 'anna@example.com',
    format: 'email',
    max: 320,
    ...nullable,
  })
  email?: string | null;
  @Text({
    description: 'What the person reads, BCP 47.',
    example: 'en',
    pattern: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
    message: 'must be a language, BCP 47',
    max: 35,
    ...nullable,
  })
  language?: string | null;
  @Text({ description: 'The time zone the person lives in, IANA.', example: 'Asia/Hong_Kong', max: 100, ...nullable })
  zone?: string | null;
  @Text({ description: 'Who acts for the person while away.', example: 'ben', ...anId, max: 200, ...nullable })
  deputy?: string | null;
  @Timestamp({
    description: 'Away until then: no new work comes and escalations go to the deputy.',
    example: '2026-03-09T01:00:00.000Z',
    ...nullable,
  })
  awayUntil?: string | null;
}

export class PersonDto {
  @Text({ description: 'The id.', example: 'anna' }) id!: string;
  @Text({ description: 'For people.', example: 'Anna Chan' }) name!: string;
  @ListOf(() => SubjectDto, { description: 'Who the person is for the issuers of signed tokens.' })
  subjects!: SubjectDto[];
  @ListOf(text(), { description: 'What the person may do.', example: ['handler'] }) roles!: string[];
  @ListOf(text(), { description: 'Where the person belongs.', example: ['after-sales'] }) teams!: string[];
  @Text({ description: 'Where mail reaches the person.', example: 'anna@example.com', nullable: true })
  email!: string | null;
  @Text({ description: 'What the person reads.', example: 'en', nullable: true }) language!: string | null;
  @Text({ description: 'The time zone.', example: 'Asia/Hong_Kong', nullable: true }) zone!: string | null;
  @Text({ description: 'Who acts for the person while away.', example: 'ben', nullable: true }) deputy!: string | null;
  @Timestamp({ description: 'Until when the person is away.', example: null, nullable: true }) awayUntil!: Date | null;
  @Integer({ description: 'Grows with each change; the ETag.', example: 1 }) version!: number;
}

export class PeopleQuery extends PageQuery {
  @Filter(text({ max: 100 }), { description: 'Who belongs to one of these teams.', example: 'after-sales' })
  team?: string[];
  @Filter(oneOf(roles), { description: 'Who has one of these roles.', example: 'handler' }) role?: Role[];
}
