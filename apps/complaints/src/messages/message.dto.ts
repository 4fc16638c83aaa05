import { Flag, Id, Integer, ListOf, OnBehalfOf, OneOf, Text, Timestamp, Url } from '@harken/service';
import { type Direction, directions } from './message.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000006';
const at = '2026-03-02T10:15:02.000Z';
const photo = { url: 'https://files.example.com/lock.jpg', name: 'lock.jpg' };
const externalId = '<20260302.1015@mail.example.com>';
const optional = { optional: true };

export class AttachmentDto {
  @Url({ description: 'Where it lies; we do not fetch it.', example: photo.url }) url!: string;
  @Text({ description: 'What it is called.', example: photo.name, ...optional, max: 200 }) name?: string;
}

export class MessageBody {
  @OneOf(directions, { description: 'in: the customer wrote. out: we did.', example: 'in' }) direction!: Direction;
  @Text({ description: 'By which it came or went; any counts.', example: 'email', max: 200 }) channel!: string;
  @Text({ description: 'What was written.', example: 'Here is a photo of the lock.', max: 20_000 }) text!: string;
  @ListOf(() => AttachmentDto, {
    description: 'What came with it, by address.',
    example: [photo],
    ...optional,
    max: 20,
  })
  attachments?: AttachmentDto[];
  @OnBehalfOf() onBehalfOf?: string;
  @Text({
    description:
      'What the channel calls it. A repeat of (channel, externalId) on this complaint is the first one again.',
    example: externalId,
    ...optional,
    chosenId: true,
    max: 500,
  })
  externalId?: string;
}

export class ThreadEntryDto {
  @Text({ description: 'Its id.', example: id }) id!: string;
  @OneOf(['message', 'answer', 'note'], {
    description: 'message: written to or by the customer. answer: with an outcome. note: among colleagues.',
    example: 'message',
  })
  kind!: string;
  @OneOf(['customer', 'internal'], { description: 'Who sees it.', example: 'customer' }) visibility!: string;
  @OneOf(directions, { description: 'in: the customer wrote. out: we did.', example: 'in', ...optional })
  direction?: string;
  @Text({ description: 'By which it came or went.', example: 'email', ...optional }) channel?: string;
  @Text({ description: 'What was written.', example: 'Here is a photo of the lock.' }) text!: string;
  @ListOf(() => AttachmentDto, { description: 'What came with it, by address.', example: [photo] })
  attachments!: AttachmentDto[];
  @Text({ description: 'Who wrote it, or took it down.', example: 'anna' }) by!: string;
  @Text({ description: 'What the channel calls it.', example: externalId, ...optional }) externalId?: string;
  @Flag({ description: 'Whether the complaint had ended and stayed so.', example: false, ...optional })
  afterEnd?: boolean;
  @Integer({ description: 'The cycle of the complaint.', example: 1, ...optional }) cycle?: number;
  @Timestamp({ description: 'When.', example: at }) at!: Date;
  @Timestamp({
    description: 'When an answer reached the customer; without it, it is a standard text that is still to be sent.',
    example: at,
    ...optional,
  })
  sentAt?: Date;
  @Id({ description: 'The duplicate on which it was written, if not on this complaint.', example: id, ...optional })
  duplicate?: string;
}

export class MessageDto extends ThreadEntryDto {
  @Integer({ description: 'The version of the complaint with it; its ETag.', example: 9 }) complaintVersion!: number;
}
