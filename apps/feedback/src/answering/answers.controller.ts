import { createHash } from 'node:crypto';
import {
  FormBody,
  type FormFields,
  HttpResponse,
  LOGGER,
  type Logger,
  Public,
  SETTINGS,
  type Settings,
  settingsOf,
  UnitOfWork,
} from '@harken/service';
import { Controller, Get, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { feedbackSettings } from '../feedback.config.ts';
import { chooseLanguage } from '../programmes/local-text.ts';
import { languagesOf } from '../programmes/survey.ts';
import { findAnswerLink } from './answer-link.queries.ts';
import type { AnswerLink, Refusal } from './answer-link.ts';
import { type Company, noticeHtml, noticeLanguages, questionsHtml } from './answer-page.ts';
import { answerStyle } from './answer-style.ts';
import { pageAt } from './survey-pages.ts';
import { type TakenPage, takePage } from './take-page.use-case.ts';
import { wantedLanguages } from './wanted-languages.ts';
import type { Notice } from './wording/page-texts.ts';

const tokenParam = ApiParam({
  name: 'token',
  description: 'Of an invitation, an open link, or somebody who began by an open link.',
  schema: { type: 'string', example: 'Q3VzdG9tZXIgdm9pY2VzMQ' },
});
const page = (description: string) =>
  ApiOkResponse({ description, content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>' } } });

const noPage = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>' } },
  });

const refusals: Readonly<Record<Refusal, readonly [status: number, notice: Notice]>> = {
  // A link that was used is no mistake: its page says thanks, also to whoever comes back.
  used: [200, 'thanks'],
  expired: [410, 'expired'],
  closed: [410, 'closed'],
};

/** The pages on which customers answer. They work without scripts. */
@ApiTags('answers')
@Controller('answer')
export class AnswersController {
  private readonly company: Company;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly keptFor: number;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SETTINGS) settings: Settings,
  ) {
    const own = settingsOf(feedbackSettings, settings);
    const style = answerStyle(own.COMPANY_COLOUR);
    this.keptFor = own.ANSWER_KEPT_FOR;
    this.company = {
      name: own.COMPANY_NAME,
      logoUrl: own.COMPANY_LOGO_URL,
      style,
      timeZone: settings.COMPANY_TIMEZONE,
    };
    const images = own.COMPANY_LOGO_URL ? `data: ${new URL(own.COMPANY_LOGO_URL).origin}` : 'data:';
    this.headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
        `img-src ${images}`,
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join(';'),
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
    };
  }

  @Get(':token')
  @Public()
  @tokenParam
  @noPage(404, 'A link that was never given out.')
  @noPage(410, 'A link that has expired; an open link that takes no answers.')
  @ApiOperation({
    summary: 'Show the page of a survey',
    description:
      'HTML without scripts, in the language of `?language`, of the customer, or of Accept-Language. Reading changes ' +
      'nothing, so programs that look at links in e-mails do no harm. 404 for a link that was never given out, 410 for ' +
      'one that has expired and for an open link that takes no answers; one that was used says thanks.',
  })
  @page('The page with the questions, or thanks.')
  show(@Req() request: FastifyRequest) {
    return this.answer(request, async () => {
      const link = await findAnswerLink(this.unitOfWork.dataSource, tokenOf(request));
      if (!link) return this.notice(404, 'unknown', request);
      if (link.refusal) return this.refused(link, link.refusal, request);
      const { at } = request.query as Readonly<Record<string, string | undefined>>;
      return this.questions(link, request, { at: at ?? link.response?.place ?? undefined });
    });
  }

  @Post(':token')
  @Public()
  @FormBody()
  @tokenParam
  @noPage(404, 'A link that was never given out.')
  @noPage(410, 'A link that has expired; an open link that takes no answers.')
  @ApiOperation({
    summary: 'Take a page of answers',
    description:
      'The form of the page. What it answers is kept; then 303 to the next page, or 400 with the same page and what is ' +
      'wrong. `step=send` submits everything as one feedback and uses the link up.',
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    description: 'The fields of the page.',
    required: true,
    schema: { type: 'object', additionalProperties: true },
    examples: { page: { value: { shown: 'recommend', 'a.recommend': '9', step: 'next' } } },
  })
  @page('303 with the address of the next page.')
  take(@Req() request: FastifyRequest) {
    return this.answer(request, async () => {
      const token = tokenOf(request);
      const fields = (request.body ?? new Map()) as FormFields;
      const taken = (await this.unitOfWork.transaction((tx) =>
        takePage({ token, fields, keptFor: this.keptFor }, tx),
      )) as TakenPage;
      if (taken.outcome === 'unknown') return this.notice(404, 'unknown', request);
      if (taken.outcome === 'refused') return this.refused(taken.link, taken.refusal, request);
      if (taken.outcome === 'faulty') return this.questions(taken.link, request, taken, 400);
      const query =
        taken.outcome === 'kept' && taken.at !== undefined ? `?${new URLSearchParams({ at: taken.at })}` : '';
      // Relative: a proxy may serve the pages below another path.
      return HttpResponse.of(303, '', { location: `./${taken.token}${query}`, 'cache-control': 'no-store' });
    });
  }

  private questions(
    link: AnswerLink,
    request: FastifyRequest,
    shown: Partial<Pick<Extract<TakenPage, { outcome: 'faulty' }>, 'answers' | 'faults' | 'at' | 'response'>>,
    status = 200,
  ) {
    const { programme } = link;
    const { at, faults = [] } = shown;
    const language = chooseLanguage(languagesOf(programme), [
      ...(shown.response ? [shown.response.language] : []),
      ...wantedLanguages(request, link.language),
    ]);
    const answers = shown.answers ?? link.response?.answers ?? {};
    const page = pageAt(programme, answers, at);
    const nothingAnswered = status === 400 && faults.length === 0;
    const until = link.expiresAt ?? null;
    const body = questionsHtml(
      { survey: programme, language, page, answers, faults, nothingAnswered, until, at },
      this.company,
    );
    return HttpResponse.of(status, body, this.headers);
  }

  private refused(link: AnswerLink, refusal: Refusal, request: FastifyRequest) {
    const [status, notice] = refusals[refusal];
    const language = chooseLanguage(languagesOf(link.programme), wantedLanguages(request, link.language));
    return HttpResponse.of(status, noticeHtml(notice, language, this.company, link.programme), this.headers);
  }

  private notice(status: number, notice: Notice, request: FastifyRequest) {
    const language = chooseLanguage(noticeLanguages, wantedLanguages(request, undefined));
    return HttpResponse.of(status, noticeHtml(notice, language, this.company), this.headers);
  }

  /** A person cannot read a problem document. */
  private async answer(request: FastifyRequest, work: () => Promise<HttpResponse<string>>) {
    try {
      return await work();
    } catch (error) {
      this.logger.error({ err: error, requestId: request.id }, 'a page of a survey failed');
      return this.notice(503, 'busy', request).header('retry-after', '5');
    }
  }
}

const tokenOf = (request: FastifyRequest): string => (request.params as { readonly token: string }).token;
