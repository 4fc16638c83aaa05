import { Flag, Id, Integer, ListOf, Moment, Nested, Num, Text, Timestamp, Zone } from '@harken/service';

export class ThemeProposalsQuery {
  @Moment({
    description: 'From this time on; 28 days before `to` unless given.',
    example: '2026-03-01',
    optional: true,
  })
  from?: string;
  @Moment({ description: 'Before this time; now unless given.', example: '2026-03-29', optional: true }) to?: string;
  @Zone({
    description: "The time zone of dates, of the IANA; the company's without it.",
    example: 'Asia/Bangkok',
    optional: true,
  })
  timezone?: string;
}

class ThemeQuoteDto {
  @Id({ description: 'The feedback.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) feedbackId!: string;
  @Text({ description: 'How its text begins.', example: 'The new app asks for the code again and again.' })
  text!: string;
}

class TermCountDto {
  @Integer({ description: 'How many texts had it.', example: 2 }) n!: number;
  @Integer({ description: 'Of so many texts that fit no theme.', example: 900 }) texts!: number;
}

export class ThemeProposalDto {
  @Text({ description: 'The language of the texts; `und` where it is unknown.', example: 'en' }) language!: string;
  @Text({ description: 'The words that rose.', example: 'new app' }) term!: string;
  @Integer({ description: 'How many texts have it.', example: 21 }) n!: number;
  @Integer({ description: 'Of so many texts that fit no theme.', example: 310 }) texts!: number;
  @Nested(() => TermCountDto, { description: 'In three times the time before.' }) before!: TermCountDto;
  @Num({ description: 'The log-likelihood ratio: how strongly it rose.', example: 52.4 }) ratio!: number;
  @Num({ description: 'How probable so high a share is by chance.', example: 2.3e-13 }) p!: number;
  @ListOf(() => ThemeQuoteDto, { description: 'Typical texts, five at most.' }) quotes!: readonly ThemeQuoteDto[];
}

export class ThemeProposalsDto {
  @Timestamp({ description: 'The texts are from here on.', example: '2026-03-01T00:00:00.000Z' }) from!: Date;
  @Timestamp({ description: 'And before here.', example: '2026-03-29T00:00:00.000Z' }) to!: Date;
  @Flag({ description: 'Whether all texts were read; of very many the newest are.', example: true }) complete!: boolean;
  @ListOf(() => ThemeProposalDto, { description: 'Strongest first within each language.' })
  items!: readonly ThemeProposalDto[];
}
