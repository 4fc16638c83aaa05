import type { FieldError } from '@harken/errors';
import {
  type Answer,
  asksOf,
  type FactorAsk,
  type Question,
  type Survey,
  type SurveyAnswers,
  scaleOf,
  validateAnswers,
  visibleQuestions,
} from '../programmes/survey.ts';

/** As a form sends them: each field with its values. */
type FormFields = ReadonlyMap<string, readonly string[]>;

export type Step = 'next' | 'back' | 'send';

/** The name of the field of a question, or of one of the scores that a factor question asks. */
export const fieldName = ({ id }: Question, ask?: FactorAsk): string => `a.${id}${ask ? `.${ask}` : ''}`;

export interface AnswerForm {
  /** The ids of the questions that the page asked. */
  readonly shown: readonly string[];
  readonly answers: SurveyAnswers;
  readonly step: Step;
  /** In which the page was shown. */
  readonly language: string | undefined;
}

/** What a page sent. Fields of other questions than those of the survey are left out. */
export function readAnswerForm(survey: Survey, fields: FormFields): AnswerForm {
  const shown = new Set(fields.get('shown'));
  const asked = survey.questions.filter(({ id }) => shown.has(id));
  const step = fields.get('step')?.[0];
  return {
    shown: asked.map(({ id }) => id),
    answers: Object.fromEntries(asked.map((question) => [question.id, readAnswer(question, fields)])),
    step: step === 'back' || step === 'send' ? step : 'next',
    language: fields.get('language')?.[0],
  };
}

function readAnswer(question: Question, fields: FormFields): Answer | null {
  const values = (fields.get(fieldName(question)) ?? []).filter((value) => value.trim() !== '');
  if (question.kind === 'multiple_choice') return values;
  if (question.kind === 'factor') {
    const scores = asksOf(question).flatMap((ask) => {
      const value = fields.get(fieldName(question, ask))?.[0]?.trim();
      return value ? [[ask, readNumber(value)] as const] : [];
    });
    return Object.fromEntries(scores);
  }
  const value = values[0];
  if (value === undefined) return null;
  // The text as it was written, the other values as they were offered.
  return scaleOf(question) ? readNumber(value.trim()) : question.kind === 'text' ? value.trim() : value;
}

/** NaN for what is no number: the check of the survey refuses it. A decimal comma is one of the ways to write a number. */
const readNumber = (text: string): number =>
  /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;

export interface KeptAnswers {
  /** What was kept before with what the form changes; without what is wrong. */
  readonly answers: SurveyAnswers;
  /** What is wrong with the questions that were shown, required ones that are missing included. */
  readonly faults: readonly FieldError[];
}

/** A page's answers on top of those kept before. A wrong answer is not kept; the others of its page are. */
export function keepAnswers(survey: Survey, kept: SurveyAnswers, form: AnswerForm): KeptAnswers {
  const answers = { ...kept, ...form.answers };
  const wrong = new Set(validateAnswers(survey, answers, { partial: true }).map(questionOf));
  const good = Object.entries(answers).filter(([id, answer]) => !wrong.has(id) && !isNone(answer));
  const shown = new Set(form.shown);
  const faults = validateAnswers(survey, answers).filter((fault) => shown.has(questionOf(fault)));
  return { answers: Object.fromEntries(good), faults };
}

/** The question that a pointer like `/answers/service/experience` is about. */
export const questionOf = ({ pointer }: FieldError): string =>
  (pointer.split('/')[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');

const isNone = (answer: Answer | null | undefined): boolean =>
  answer === null ||
  answer === undefined ||
  (typeof answer === 'object' && (Array.isArray(answer) ? answer : Object.keys(answer)).length === 0);

/** What is submitted: the answers to the questions that are shown in the end, with what is wrong with them. */
export function finalAnswers(survey: Survey, kept: SurveyAnswers): KeptAnswers {
  const visible = visibleQuestions(survey, kept);
  const answers = Object.fromEntries(
    visible.flatMap(({ id }) => (Object.hasOwn(kept, id) ? [[id, kept[id]] as const] : [])),
  );
  return { answers, faults: validateAnswers(survey, answers) };
}
