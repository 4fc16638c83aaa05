import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { FiguresQueryParams, FilterParam } from '../figures/figures.dto.ts';

export class ScoresQueryParams extends FiguresQueryParams {
  @ApiProperty({ description: '`nps`, `csat`, `ces`, `rating:<name>` or `experience:<factor>`.', example: 'nps' })
  @IsOptional() // `parseMetric` reports a missing or unknown metric with the list of metrics.
  @IsString()
  @MaxLength(220)
  metric?: string;

  @FilterParam('handover', 'touchpoint') touchpoint?: string[];
  @FilterParam('moving-in', 'stage of a journey map') stage?: string[];
  @FilterParam('property', 'journey') journey?: string[];
  @FilterParam('web', 'channel') channel?: string[];
  @FilterParam('owner-occupier', 'segment of the customer') segment?: string[];
  @FilterParam('gold', 'value tier of the customer') tier?: string[];
  @FilterParam('after-sales', 'team that owns the touchpoint') team?: string[];
  @FilterParam('spring', 'campaign') campaign?: string[];
  @FilterParam('after-handover', 'programme') programme?: string[];
  @FilterParam('past', 'monitoring pattern') pattern?: string[];
  @FilterParam('during', 'phase') phase?: string[];
  @FilterParam('en', 'language') language?: string[];
  @FilterParam('survey', 'method') method?: string[];
}
