import { ListOf, Nested, OneOf, PageQuery, Text, Timestamp, Zone } from '@harken/service';
import { anyNameOf, anyOf, timeParameter } from '../complaint-list.dto.ts';
import { type TicketStatus, ticketPath, ticketStatuses } from './trouble-ticket.ts';

export class TicketsQuery extends PageQuery {
  @anyOf('Its status in TMF621', ticketStatuses, 'inProgress') status?: TicketStatus[];
  @anyNameOf("The customer's external id, or our id as `id:<uuid>`", 'crm-10042') customer?: string[];
  @timeParameter('Created at or after.', '2026-03-01T00:00:00.000Z') from?: string;
  @timeParameter('Created before.', '2026-04-01T00:00:00.000Z') to?: string;
  @Zone({
    description: "The time zone of dates, of the IANA; the company's without it.",
    example: 'Asia/Bangkok',
    optional: true,
  })
  timezone?: string;
}

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const optional = { optional: true };
const TmfType = (name: string) => OneOf([name], { description: 'The class of TMF621.', example: name });
const Referred = (example: string) => Text({ description: 'The class of what it refers to.', example });
const Status = (description: string) => OneOf(ticketStatuses, { description, example: 'inProgress' });

class TicketChannelDto {
  @TmfType('ChannelRef') '@type'!: string;
  @Text({ description: 'The channel.', example: 'phone' }) id!: string;
  @Text({ description: 'The same.', example: 'phone' }) name!: string;
}

class ExternalIdentifierDto {
  @TmfType('ExternalIdentifier') '@type'!: string;
  @Text({ description: 'Whose id it is.', example: 'Harken' }) owner!: string;
  @OneOf(['complaintNumber', 'feedback'], { description: 'Of what.', example: 'complaintNumber' })
  externalIdentifierType!: string;
  @Text({ description: 'The id.', example: 'C-2026-000042' }) id!: string;
}

class PartyRefDto {
  @TmfType('PartyRef') '@type'!: string;
  @Text({ description: 'Who.', example: 'crm-10042' }) id!: string;
  @Referred('Individual') '@referredType'!: string;
}

class RelatedPartyDto {
  @TmfType('RelatedPartyRefOrPartyRoleRef') '@type'!: string;
  @OneOf(['customer', 'team', 'assignee'], { description: 'As what.', example: 'customer' }) role!: string;
  @Text({ description: 'Who.', example: 'crm-10042' }) id!: string;
  @Referred('Individual') '@referredType'!: string;
  @Nested(() => PartyRefDto, { description: 'The same, as v5.0 has it.' }) partyOrPartyRole!: PartyRefDto;
}

class TicketEntityRefDto {
  @TmfType('EntityRef') '@type'!: string;
  @Text({ description: 'The touchpoint.', example: 'handover' }) id!: string;
  @Referred('Touchpoint') '@referredType'!: string;
}

class RelatedEntityDto {
  @TmfType('RelatedEntity') '@type'!: string;
  @OneOf(['touchpoint'], { description: 'As what.', example: 'touchpoint' }) role!: string;
  @Nested(() => TicketEntityRefDto, { description: 'What.' }) entity!: TicketEntityRefDto;
}

class TicketNoteDto {
  @TmfType('Note') '@type'!: string;
  @Text({ description: 'Its id.', example: '17' }) id!: string;
  @Timestamp({ description: 'When it was written.', example: at }) date!: string;
  @Text({ description: 'Who wrote it.', example: 'anna' }) author!: string;
  @Text({ description: 'What was written.', example: 'Called back.' }) text!: string;
}

class TicketRelationshipDto {
  @TmfType('TroubleTicketRelationship') '@type'!: string;
  @Text({ description: 'What they have to do with each other.', example: 'duplicate' }) relationshipType!: string;
  @Text({ description: 'The other ticket.', example: id }) id!: string;
  @Text({ description: 'Its address.', example: ticketPath(id) }) href!: string;
  @Referred('TroubleTicket') '@referredType'!: string;
}

class StatusChangeDto {
  @TmfType('StatusChange') '@type'!: string;
  @Status('The status from then on.') status!: string;
  @Timestamp({ description: 'When.', example: at }) statusChangeDate!: string;
  @Text({ description: 'Why.', example: 'Waits for a part.', ...optional }) statusChangeReason?: string;
}

/** TroubleTicket of TMF621. */
export class TroubleTicketDto {
  @Text({ description: 'The id of the complaint.', example: id }) id!: string;
  @Text({ description: 'Its address.', example: ticketPath(id) }) href!: string;
  @TmfType('TroubleTicket') '@type'!: string;
  @TmfType('Entity') '@baseType'!: string;
  @Text({ description: 'Number and category.', example: 'C-2026-000042: defect' }) name!: string;
  @Text({ description: 'What the customer said.', example: 'The keys did not fit.' }) description!: string;
  @Text({ description: 'What it is.', example: 'complaint' }) ticketType!: string;
  @OneOf(['Critical', 'Major', 'Minor'], { description: 'How bad it is.', example: 'Major' }) severity!: string;
  @OneOf(['Critical', 'High', 'Medium', 'Low'], { description: 'How urgent it is.', example: 'High' })
  priority!: string;
  @Status('Where it stands.') status!: string;
  @Timestamp({ description: 'Since when.', example: at }) statusChangeDate!: string;
  @Text({ description: 'Why.', example: 'Waits for a part.', ...optional }) statusChangeReason?: string;
  @Timestamp({ description: 'When it was opened.', example: at }) creationDate!: string;
  @Timestamp({ description: 'When it was changed last.', example: at }) lastUpdate!: string;
  @Timestamp({ description: 'When it is to be resolved.', example: '2026-03-05T10:15:02.000Z', ...optional })
  expectedResolutionDate?: string;
  @Timestamp({ description: 'When it ended.', example: '2026-03-05T10:15:02.000Z', ...optional })
  resolutionDate?: string;
  @Nested(() => TicketChannelDto, { description: 'How it came in.', ...optional }) channel?: TicketChannelDto;
  @Text({ description: 'Its number for people.', example: 'C-2026-000042' }) externalId!: string;
  @ListOf(() => ExternalIdentifierDto, { description: 'Its other ids.' }) externalIdentifier!: ExternalIdentifierDto[];
  @ListOf(() => RelatedPartyDto, { description: 'Who has to do with it.' }) relatedParty!: RelatedPartyDto[];
  @ListOf(() => RelatedEntityDto, { description: 'What has to do with it.' }) relatedEntity!: RelatedEntityDto[];
  @ListOf(() => TicketNoteDto, { description: 'Notes among colleagues.' }) note!: TicketNoteDto[];
  @ListOf(() => TicketRelationshipDto, { description: 'Other tickets.' })
  troubleTicketRelationship!: TicketRelationshipDto[];
  @ListOf(() => StatusChangeDto, { description: 'Its statuses, the first first.' })
  statusChangeHistory!: StatusChangeDto[];
  @ListOf(() => StatusChangeDto, { description: 'The same, as v4.0 calls it.' }) statusChange!: StatusChangeDto[];
}
