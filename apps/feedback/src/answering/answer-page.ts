import type { FieldError } from '@harken/errors';
import { textIn } from '../programmes/local-text.ts';
import { languagesOf, type Question, type Survey, type SurveyAnswers } from '../programmes/survey.ts';
import { questionOf } from './answer-form.ts';
import { faultText, questionHtml, type Wording } from './answer-question.ts';
import { Html, type HtmlPart, html } from './html.ts';
import { fill, pageLanguages, pageTextsIn } from './page-languages.ts';
import type { Notice } from './page-texts.ts';
import type { SurveyPage } from './survey-pages.ts';

/** Whose pages they are. */
export interface Company {
  readonly name: string;
  readonly logoUrl: string | undefined;
  /** As in `answerStyle`. */
  readonly style: string;
  /** In which the last day of a link is told. */
  readonly timeZone: string;
}

export interface QuestionsPage {
  readonly survey: Survey;
  readonly language: string;
  readonly page: SurveyPage;
  readonly answers: SurveyAnswers;
  readonly faults: readonly FieldError[];
  /** Whether something must be answered before anything can be sent. */
  readonly nothingAnswered?: boolean;
  /** Until when the link works; null for an open link that is shown for the first time. */
  readonly until: Date | null;
  /** Of the page, for the links to its other languages. */
  readonly at: string | undefined;
}

export function questionsHtml(shown: QuestionsPage, company: Company): string {
  const { survey, language, page, faults } = shown;
  const wording = wordingIn(language);
  const { texts, say } = wording;
  const title = survey.title ? textIn(survey.title, language) : texts.title;
  const isFirst = page.before === undefined && page.questions.length > 0;
  const introduction = isFirst && survey.introduction && html`<p>${textIn(survey.introduction, language)}</p>`;
  const heading = page.questions.length > 0 || survey.questions.length === 0 ? title : texts.sendTitle;
  const sending = page.questions.length === 0 && html`<p>${say(texts.sendHint)}</p>`;
  const fields = page.questions.map((question, index) => {
    const its = faults.filter((fault) => questionOf(fault) === question.id);
    return questionHtml({ question, answer: own(shown.answers, question.id), faults: its, id: `q${index}` }, wording);
  });
  const hasFaults = faults.length > 0 || shown.nothingAnswered === true;
  const main = html`<h1>${page.questions.length > 0 ? heading : say(heading)}</h1>
${hasFaults && summary(shown, wording)}${introduction}${sending}
<form method="post" action="?" autocomplete="off" novalidate>
<input type="hidden" name="language" value="${language}">
${page.questions.map(({ id }) => html`<input type="hidden" name="shown" value="${id}">`)}${fields}
${isFirst && shown.until && html`<p class="hint">${say(fill(texts.kept, { until: dayOf(shown.until, language, company) }))}</p>`}
<div class="steps"><button name="step" value="${page.last ? 'send' : 'next'}">${say(page.last ? texts.send : texts.next)}</button>
${page.before !== undefined && html`<button class="second" name="step" value="back">${say(texts.back)}</button>`}</div>
</form>`;
  const languages = languagesOf(survey);
  const nav = languages.length > 1 && languageLinks(languages, language, shown.at, wording);
  return documentHtml({ title: `${hasFaults ? `${texts.errorTitle}: ` : ''}${title}`, language, nav, main }, company);
}

/** A page without questions. After answers have arrived the survey may say its own thanks. */
export function noticeHtml(notice: Notice, language: string, company: Company, survey?: Survey): string {
  const { texts, say } = wordingIn(language);
  const [heading, text] = texts.notices[notice];
  const thanks = notice === 'thanks' && survey?.thanks && html`<p>${textIn(survey.thanks, language)}</p>`;
  const main = html`<h1>${say(heading)}</h1>${thanks}<p>${say(text)}</p>`;
  return documentHtml({ title: heading, language, nav: false, main }, company);
}

/** The languages of a page that knows no survey. */
export const noticeLanguages = pageLanguages;

function wordingIn(language: string): Wording {
  const { language: nearest, texts } = pageTextsIn(language);
  const same = new Intl.Locale(nearest).language === new Intl.Locale(language).language;
  return { language, texts, say: (text) => (same ? text : html`<span lang="${nearest}">${text}</span>`) };
}

function summary({ page, faults, nothingAnswered }: QuestionsPage, { language, texts, say }: Wording): Html {
  const items = page.questions.flatMap((question: Question, index) => {
    const fault = faults.find((one) => questionOf(one) === question.id);
    if (!fault) return [];
    return [
      html`<li><a href="#q${index}">${textIn(question.text, language)}<br>${say(faultText(fault, question, texts))}</a></li>`,
    ];
  });
  const empty = nothingAnswered && html`<p>${say(texts.errors.empty)}</p>`;
  return html`<div class="faults" role="alert"><h2>${say(texts.errorTitle)}</h2>${empty}${items.length > 0 && html`<ul>${items}</ul>`}</div>`;
}

function languageLinks(
  languages: readonly string[],
  current: string,
  at: string | undefined,
  { texts }: Wording,
): Html {
  const items = languages.map((tag) => {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    if (tag === current) return html`<li><b aria-current="true">${name}</b></li>`;
    const query = new URLSearchParams({ ...(at === undefined ? {} : { at }), language: tag });
    return html`<li><a href="?${query.toString()}" lang="${tag}" hreflang="${tag}">${name}</a></li>`;
  });
  return html`<nav aria-label="${texts.languages}"><ul>${items}</ul></nav>`;
}

const dayOf = (time: Date, language: string, { timeZone }: Company): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(time);

const own = (answers: SurveyAnswers, id: string) => (Object.hasOwn(answers, id) ? answers[id] : undefined);

interface Document {
  readonly title: string;
  readonly language: string;
  readonly nav: HtmlPart;
  readonly main: Html;
}

function documentHtml({ title, language, nav, main }: Document, { name, logoUrl, style }: Company): string {
  const brand = logoUrl ? html`<img src="${logoUrl}" alt="${name}">` : html`<span>${name}</span>`;
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<title>${title} - ${name}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<header>${brand}</header>
${nav}
<main>
${main}
</main>
</body>
</html>
`;
  return page.toString();
}
