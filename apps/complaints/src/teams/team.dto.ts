import { Flag, Id, Integer, ListOf, NameParam, OnBehalfOf, OneOf, Text, Timestamp, text } from '@harken/service';
import { businessCalendars } from '../calendars/business-calendars.document.ts';
import { type AssignmentStrategy, assignmentStrategies } from './team.ts';

/** Team ids are part of URLs and rules. */
export const TeamId = () =>
  NameParam({ ...businessCalendars.definition.id, parameter: 'teamId', example: 'after-sales' });

class MemberDto {
  @Text({ description: 'Who it is, everywhere.', example: 'anna', max: 200, chosenId: true }) id!: string;
  @Text({ description: 'For people; the name in the list of people comes first.', example: 'Anna Chan', max: 200 })
  name!: string;
  @Text({ description: 'What the person does in the team.', example: 'handler', max: 100 }) role!: string;
  @Flag({ description: 'Whether new work may come.', example: true, optional: true, default: true })
  available?: boolean;
  @Timestamp({
    description: 'Away until then: no new work comes before. Of a person of the list it is kept there.',
    example: '2026-03-09T01:00:00.000Z',
    optional: true,
  })
  awayUntil?: string;
  @Text({
    description: 'The calendar the person works by: outside of it no new work comes.',
    example: 'hong-kong',
    optional: true,
    max: 100,
  })
  calendar?: string;
  @ListOf(text({ pattern: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, message: 'must be languages, BCP 47' }), {
    description: 'What the person speaks, BCP 47. None: not said.',
    example: ['en', 'zh-Hant'],
    optional: true,
    max: 50,
  })
  languages?: string[];
  @ListOf(text({ max: 200 }), {
    description: 'What the person knows: categories, touchpoints, or names that rules ask for.',
    example: ['defect', 'plumbing'],
    optional: true,
    max: 100,
  })
  skills?: string[];
}

class MemberBody extends MemberDto {
  @Flag({
    description: 'With `available: false` or `awayUntil`: others get the open complaints. Not kept.',
    example: false,
    optional: true,
    default: false,
  })
  reassign?: boolean;
}

export class TeamBody {
  @Text({ description: 'For people.', example: 'After-sales', max: 200 }) name!: string;
  @ListOf(() => MemberBody, { description: 'Members who have had no work yet get it in this order.', max: 1000 })
  members!: MemberBody[];
  @OneOf(assignmentStrategies, {
    description: 'How work is assigned; `queue` leaves it to them.',
    example: 'round_robin',
  })
  assignment!: AssignmentStrategy;
  @Text({
    description: 'Its working hours (not used yet).',
    example: 'hong-kong',
    optional: true,
    nullable: true,
    max: 200,
  })
  calendar?: string | null;
  @Text({
    description: 'The department it belongs to.',
    example: 'customer-service',
    optional: true,
    nullable: true,
    max: 200,
  })
  department?: string | null;
}

export class TeamDto {
  @Text({ description: 'Its id.', example: 'after-sales' }) id!: string;
  @Text({ description: 'For people.', example: 'After-sales' }) name!: string;
  @ListOf(() => MemberDto, { description: 'Who belongs to it.' }) members!: MemberDto[];
  @OneOf(assignmentStrategies, { description: 'How work is assigned.', example: 'round_robin' }) assignment!: string;
  @Text({ description: 'Its working hours.', example: null, nullable: true }) calendar!: string | null;
  @Text({ description: 'Its department.', example: null, nullable: true }) department!: string | null;
  @Integer({ description: 'Grows with each change; the ETag.', example: 1 }) version!: number;
}

export class MemberMoveBody {
  @OnBehalfOf() onBehalfOf?: string;
  @Text({
    description: 'Why; it stands in the history of the complaints.',
    example: 'parental leave',
    optional: true,
    max: 2000,
  })
  reason?: string;
}

export class AwayBody extends MemberMoveBody {
  @Timestamp({
    description: 'Until when; until `return` unless given.',
    example: '2026-03-09T01:00:00.000Z',
    optional: true,
  })
  until?: string;
  @Flag({ description: 'Whether others get the open complaints.', example: true, optional: true, default: false })
  reassign?: boolean;
}

export class DepartureDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000003' }) id!: string;
  @Text({ description: 'The team.', example: 'after-sales' }) team!: string;
  @Text({ description: 'The person.', example: 'anna' }) member!: string;
  @OneOf(['left', 'away'], { description: 'Whether the person has left or is away.', example: 'left' }) kind!: string;
  @Text({ description: 'Why.', example: 'parental leave', nullable: true }) reason!: string | null;
  @Text({ description: 'The client that said so.', example: 'acme' }) actor!: string;
  @Id({ description: 'The key of the client.', example: null, nullable: true }) keyId!: string | null;
  @Text({ description: 'The verified person.', example: 'mara', nullable: true }) person!: string | null;
  @Text({ description: 'The person that the client said it acts for.', example: null, nullable: true })
  onBehalfOf!: string | null;
  @Timestamp({ description: 'When.', example: '2026-03-02T10:15:02.000Z' }) at!: Date;
  @Integer({ description: 'How many complaints others have got.', example: 7 }) dealt!: number;
  @Integer({ description: 'How many went back to the queue, because nobody was there.', example: 0 }) queued!: number;
  @Timestamp({
    description: 'When all of them had gone; null while it goes on.',
    example: '2026-03-02T10:15:02.000Z',
    nullable: true,
  })
  doneAt!: Date | null;
}
