import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { FiguresQuery, Filter } from '../questions/figures.dto.ts';

export class ScoresQuery extends FiguresQuery {
  @ApiProperty({ description: '`nps`, `csat`, `ces`, `rating:<name>` or `experience:<factor>`.', example: 'nps' })
  @IsOptional() // Missing or unknown, the answer names what there is.
  @IsString()
  @MaxLength(220)
  metric?: string;

  @Filter('handover', 'touchpoint') touchpoint?: string[];
  @Filter('moving-in', 'stage of a journey map') stage?: string[];
  @Filter('property', 'journey') journey?: string[];
  @Filter('web', 'channel') channel?: string[];
  @Filter('owner-occupier', 'segment of the customer') segment?: string[];
  @Filter('gold', 'value tier of the customer') tier?: string[];
  @Filter('after-sales', 'team that owns the touchpoint') team?: string[];
  @Filter('spring', 'campaign') campaign?: string[];
  @Filter('after-handover', 'programme') programme?: string[];
  @Filter('past', 'monitoring pattern') pattern?: string[];
  @Filter('during', 'phase') phase?: string[];
  @Filter('en', 'language') language?: string[];
  @Filter('survey', 'method') method?: string[];
}
