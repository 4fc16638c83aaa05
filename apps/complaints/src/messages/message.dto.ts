import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type Direction, directions } from './message.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000006';
const at = '2026-03-02T10:15:02.000Z';
const photo = { url: 'https://files.example.com/lock.jpg', name: 'lock.jpg' };

export class AttachmentDto {
  @ApiProperty({ description: 'Where it lies; we do not fetch it.', example: photo.url })
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  @MaxLength(2000)
  url!: string;

  @ApiPropertyOptional({ description: 'What it is called.', example: photo.name })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;
}

export class MessageBody {
  @ApiProperty({ description: 'in: the customer wrote. out: we did.', enum: directions, example: 'in' })
  @IsIn(directions)
  direction!: Direction;

  @ApiProperty({ description: 'By which it came or went; any counts.', example: 'email' })
  @IsString()
  @Length(1, 200)
  channel!: string;

  @ApiProperty({ description: 'What was written.', example: 'Here is a photo of the lock.' })
  @IsString()
  @Length(1, 20_000)
  text!: string;

  @ApiPropertyOptional({ description: 'What came with it, by address.', type: [AttachmentDto], example: [photo] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AttachmentDto)
  attachments?: AttachmentDto[];

  @ApiPropertyOptional({ description: 'The person who wrote it, or who took it down.', example: 'anna' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  by?: string;

  @ApiPropertyOptional({
    description:
      'What the channel calls it. A repeat of (channel, externalId) on this complaint is the first one again.',
    example: '<20260302.1015@mail.example.com>',
  })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  externalId?: string;
}

export class ThreadEntryDto {
  @ApiProperty({ description: 'Its id.', example: id })
  id!: string;
  @ApiProperty({
    description: 'message: written to or by the customer. answer: with an outcome. note: among colleagues.',
    enum: ['message', 'answer', 'note'],
    example: 'message',
  })
  kind!: string;
  @ApiProperty({ description: 'Who sees it.', enum: ['customer', 'internal'], example: 'customer' })
  visibility!: string;
  @ApiPropertyOptional({ description: 'in: the customer wrote. out: we did.', enum: directions, example: 'in' })
  direction?: string;
  @ApiPropertyOptional({ description: 'By which it came or went.', example: 'email' })
  channel?: string;
  @ApiProperty({ description: 'What was written.', example: 'Here is a photo of the lock.' })
  text!: string;
  @ApiProperty({ description: 'What came with it, by address.', type: [AttachmentDto], example: [photo] })
  attachments!: AttachmentDto[];
  @ApiProperty({ description: 'Who wrote it, or took it down.', example: 'anna' })
  by!: string;
  @ApiPropertyOptional({ description: 'What the channel calls it.', example: '<20260302.1015@mail.example.com>' })
  externalId?: string;
  @ApiPropertyOptional({ description: 'Whether the complaint had ended and stayed so.', example: false })
  afterEnd?: boolean;
  @ApiPropertyOptional({ description: 'The cycle of the complaint.', type: 'integer', example: 1 })
  cycle?: number;
  @ApiProperty({ description: 'When.', format: 'date-time', example: at })
  at!: Date;
}

export class MessageDto extends ThreadEntryDto {
  @ApiProperty({ description: 'The version of the complaint with it; its ETag.', type: 'integer', example: 9 })
  complaintVersion!: number;
}
