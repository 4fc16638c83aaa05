import { complaintStatuses, severities } from '@harken/contracts';
import { PageQuery } from '@harken/service';
import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { type Order, orders } from './complaint-list.queries.ts';
import { BooleanFilter, ChoiceFilter, NamesFilter, splitAtCommas, TimeFilter, wholeNumber } from './filter.dto.ts';

/** The filters of lists and exports. Every given filter must hold. */
export class ComplaintFilterQuery {
  @ApiPropertyOptional({
    description:
      'What to look for in the complaint, its answers and messages, and its number: words of English in any form, "words that stand together", kitch*, -without, and any part of a text in Chinese, Japanese or Thai. All of it must be in one text.',
    example: '"did not fit" keys -garage',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  q?: string;

  @ChoiceFilter('One or more statuses', complaintStatuses, 'received,assigned')
  status?: string[];

  @ChoiceFilter('One or more severities', severities, 'critical,high')
  severity?: string[];

  @NamesFilter('The team that has it', 'after-sales')
  team?: string[];

  @NamesFilter('The person who has it', 'anna')
  assignee?: string[];

  @NamesFilter("The customer's external id", 'crm-10042')
  customer?: string[];

  @NamesFilter('What it is about', 'defect')
  category?: string[];

  @NamesFilter('Where it happened', 'handover')
  touchpoint?: string[];

  @NamesFilter('How it came in', 'phone')
  channel?: string[];

  @NamesFilter("The customer's tier when it was opened", 'gold')
  tier?: string[];

  @NamesFilter('The language of the text; `zh` takes `zh-Hant`', 'th')
  language?: string[];

  @NamesFilter("Why it is management's business", 'safety')
  flag?: string[];

  @NamesFilter('Its number for people', 'C-2026-000042')
  number?: string[];

  @ApiPropertyOptional({
    description: 'Before which levels of management it stands, separated by commas.',
    type: 'string',
    example: '2,3',
  })
  @IsOptional()
  @Transform(({ value }) => splitAtCommas({ value }).map(wholeNumber))
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(9, { each: true })
  @ArrayMaxSize(9)
  level?: number[];

  @BooleanFilter('Whether nobody has it.')
  unassigned?: boolean;

  @BooleanFilter('Whether a running clock has run out.')
  overdue?: boolean;

  @BooleanFilter('Whether it stands before management.')
  escalated?: boolean;

  @TimeFilter('Whether a running clock runs out before this time.', '2026-03-03T00:00:00.000Z')
  dueBefore?: string;

  @TimeFilter('Opened at or after.', '2026-03-01T00:00:00.000Z')
  from?: string;

  @TimeFilter('Opened before.', '2026-04-01T00:00:00.000Z')
  to?: string;
}

export class ComplaintListQuery extends IntersectionType(PageQuery, ComplaintFilterQuery) {
  @ApiPropertyOptional({
    description:
      'opened: the newest first. due: the next deadline first, only what has a running clock. severity: the most severe first, the newest first among equals.',
    enum: orders,
    default: 'opened',
    example: 'due',
  })
  @IsIn(orders)
  sort: Order = 'opened';
}
