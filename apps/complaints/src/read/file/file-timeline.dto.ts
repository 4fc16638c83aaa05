import { compensationKinds } from '@harken/contracts';
import { Flag, Id, ListOf, OneOf, Text, Timestamp } from '@harken/service';
import { OmitType, PickType } from '@nestjs/swagger';
import { escalationKinds } from '../../complaint/escalation.ts';
import { AnswerDto, EscalationDto, HistoryDto } from '../../complaint/response/complaint.dto.ts';
import { AttachmentDto } from '../../messages/message.dto.ts';
import { directions } from '../../messages/message.ts';
import { FileCompensationDto, HandlingRatingDto } from './file-parts.dto.ts';

const at = '2026-03-02T10:15:02.000Z';
const optional = { optional: true };
const Kind = (kind: string) => OneOf([kind], { description: 'What it is.', example: kind });
const At = () => Timestamp({ description: 'When.', example: at });

const change = ['at', 'action', 'actor', 'keyId', 'person', 'onBehalfOf', 'reason', 'from', 'to'] as const;

export class ChangeEntryDto extends PickType(HistoryDto, change) {
  @Kind('change') kind!: string;
}

export class MessageEntryDto {
  @Kind('message') kind!: string;
  @At() at!: Date;
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-000000000006' }) id!: string;
  @OneOf(directions, { description: 'in: the customer wrote. out: we did.', example: 'in' }) direction!: string;
  @Text({ description: 'By which it came or went.', example: 'email' }) channel!: string;
  @Text({ description: 'What was written.', example: 'Here is a photo of the lock.' }) text!: string;
  @Text({ description: 'Who wrote it, or took it down.', example: 'anna', ...optional }) by?: string;
  @ListOf(() => AttachmentDto, { description: 'What came with it.' }) attachments!: AttachmentDto[];
  @Flag({ description: 'Whether it came after the end.', example: false }) afterEnd!: boolean;
}

export class AnswerEntryDto extends OmitType(AnswerDto, ['kind', 'at']) {
  @Kind('answer') kind!: string;
  @At() at!: Date;
  @OneOf(['answer', 'rejection', 'withdrawal', 'duplicate'], { description: 'Which kind.', example: 'answer' })
  type!: string;
}

export class EscalationEntryDto extends OmitType(EscalationDto, ['kind']) {
  @Kind('escalation') kind!: string;
  @OneOf(escalationKinds, { description: 'To a level, or to another team.', example: 'hierarchical' }) type!: string;
}

export class CompensationEntryDto extends OmitType(FileCompensationDto, ['proposedAt', 'type']) {
  @Kind('compensation') kind!: string;
  @At() at!: Date;
  @OneOf(compensationKinds, { description: 'Which kind.', example: 'refund' }) type!: string;
}

export class RatingEntryDto extends HandlingRatingDto {
  @Kind('rating') kind!: string;
}

/** The classes of the entries by their `kind`. */
export const fileEntries = {
  change: ChangeEntryDto,
  message: MessageEntryDto,
  answer: AnswerEntryDto,
  escalation: EscalationEntryDto,
  compensation: CompensationEntryDto,
  rating: RatingEntryDto,
};
