import { Invalid } from '@harken/errors';
import { COMPANY_ZONE, mapInSlices, momentIn, Roles, TimeZone, UnitOfWork } from '@harken/service';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { proposeThemes, type UnthemedText } from './propose-themes.ts';
import { languageOf, termsOf } from './terms-of.ts';
import { ThemeProposalsDto, ThemeProposalsQuery } from './theme-proposals.dto.ts';
import { type FoundText, unthemedTexts } from './unthemed-texts.queries.ts';

const day = 86_400_000;
const usualRange = 28 * day;
/** So many times the range before it is what the range is compared with. */
const rangesBefore = 3;
const maxTexts = 10_000;

type TextOfLanguage = UnthemedText & { readonly language: string };

@ApiTags('themes')
@Controller('v1/themes/proposals')
export class ThemeProposalsController {
  constructor(
    @Inject(COMPANY_ZONE) private readonly companyZone: TimeZone,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Roles('supervisor', 'manager', 'analyst', 'ops')
  @ApiOperation({
    summary: 'Themes that may be missing',
    description:
      'Of the texts that fit no theme: the words that more of them have than in three times the time before, beyond ' +
      'chance (log-likelihood ratio, Benjamini-Hochberg at 5 %), with typical texts. People name them: PUT /v1/themes.',
  })
  @ApiOkResponse({ description: 'What rose, by language.', type: ThemeProposalsDto })
  async propose(@Query() query: ThemeProposalsQuery): Promise<ThemeProposalsDto> {
    const { from, to } = this.rangeOf(query);
    const before = new Date(from.getTime() - rangesBefore * (to.getTime() - from.getTime()));
    const { dataSource } = this.unitOfWork;
    const now = await unthemedTexts(dataSource, from, to, maxTexts);
    const past = await unthemedTexts(dataSource, before, from, maxTexts);
    const [ofNow, ofPast] = [await byLanguage(now), await byLanguage(past)];
    const languages = [...ofNow.keys()].sort();
    return {
      ...{ from, to, complete: now.length < maxTexts && past.length < maxTexts },
      items: languages.flatMap((language) =>
        proposeThemes(language, ofNow.get(language) ?? [], ofPast.get(language) ?? []),
      ),
    };
  }

  private rangeOf({ from, to, timezone }: ThemeProposalsQuery): { from: Date; to: Date } {
    const zone = timezone === undefined ? this.companyZone : TimeZone.named(timezone);
    const until = to === undefined ? new Date() : momentIn(zone, to);
    const since = from === undefined ? new Date(until.getTime() - usualRange) : momentIn(zone, from);
    if (since >= until) {
      throw new Invalid('request.invalid', 'The range is empty.', [
        { pointer: '/query/to', code: 'range.reversed', detail: 'to must lie after from' },
      ]);
    }
    return { from: since, to: until };
  }
}

async function byLanguage(found: readonly FoundText[]): Promise<Map<string, TextOfLanguage[]>> {
  const texts = await mapInSlices(found, ({ feedbackId, text, language: tag }): TextOfLanguage => {
    const language = languageOf(tag);
    return { feedbackId, text, language, terms: termsOf(text, language) };
  });
  return Map.groupBy(texts, ({ language }) => language);
}
