import { asksOf, type Question, type Survey, type SurveyAnswers, visibleQuestions } from '../programmes/survey.ts';

/** Fields on one page of a phone, at most. */
const fieldsPerPage = 5;

/**
 * The questions, page by page. A question that depends on another stands on a later page, because without scripts its
 * condition is known only once that page was sent. The division does not depend on the answers.
 */
function divide(survey: Survey): readonly (readonly Question[])[] {
  const pages: Question[][] = [];
  let page: Question[] = [];
  let fields = 0;
  for (const question of survey.questions) {
    const size = question.kind === 'factor' ? asksOf(question).length : 1;
    const depends = page.some(({ id }) => id === question.showIf?.question);
    if (page.length > 0 && (depends || fields + size > fieldsPerPage)) {
      pages.push(page);
      page = [];
      fields = 0;
    }
    page.push(question);
    fields += size;
  }
  return page.length > 0 ? [...pages, page] : pages;
}

export interface SurveyPage {
  /** What it asks; none on the page that only sends the answers. */
  readonly questions: readonly Question[];
  /** The first question of the page before, undefined on the first page. */
  readonly before: string | undefined;
  /** Whether sending is all that is left. */
  readonly last: boolean;
}

/** The page with this question, or the next one that is shown; the first without a question; the last after all. */
export function pageAt(survey: Survey, answers: SurveyAnswers, at: string | undefined): SurveyPage {
  const pages = divide(survey);
  const visible = new Set(visibleQuestions(survey, answers));
  const shown = pages.map((page) => page.filter((question) => visible.has(question)));
  const wanted = pages.findIndex((page) => page.some(({ id }) => id === at));
  const found = shown.findIndex((page, index) => index >= wanted && page.length > 0);
  return pageOf(shown, at === end || found < 0 ? pages.length : found);
}

/** Where the page that only sends stands. No question has this id, as ids have no spaces. */
export const end = ' end';

/** The first question of the next page that is shown, or `end`. */
export function placeAfter(survey: Survey, answers: SurveyAnswers, shown: readonly string[]): string {
  const pages = divide(survey);
  const visible = new Set(visibleQuestions(survey, answers));
  const index = pages.findLastIndex((page) => page.some(({ id }) => shown.includes(id)));
  const next = pages.slice(index + 1).flat();
  return next.find((question) => visible.has(question))?.id ?? end;
}

function pageOf(shown: readonly (readonly Question[])[], index: number): SurveyPage {
  const before = shown.slice(0, index).findLast((page) => page.length > 0);
  return { questions: shown[index] ?? [], before: before?.[0]?.id, last: index >= shown.length - 1 };
}
