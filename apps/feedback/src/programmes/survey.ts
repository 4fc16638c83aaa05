import type { Answers } from '@harken/contracts';
import type { FieldError } from '@harken/errors';
import { FieldErrors } from '@harken/errors';
import type { Static } from 'typebox';
import type { LocalText } from './local-text.ts';

export const questionKinds = ['nps', 'csat', 'ces', 'rating', 'choice', 'multiple_choice', 'text', 'factor'] as const;
/** What a factor question asks: what it was like, what was expected, how much it matters, what would be ideal. */
export const factorAsks = ['experience', 'expectation', 'importance', 'ideal'] as const;
export const conditionOperators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in'] as const;
export type QuestionKind = (typeof questionKinds)[number];
export type FactorAsk = (typeof factorAsks)[number];
export type ConditionOperator = (typeof conditionOperators)[number];

export interface Option {
  readonly id: string;
  readonly text: LocalText;
}

/**
 * Holds if the answer to an earlier question fits. A score is compared by its number, a choice by the id of the
 * option, a factor by the first of what it asks. Of a multiple choice `eq` and `in` mean: one of the chosen is.
 * An unanswered or hidden question fits no condition.
 */
export interface ShowIf {
  readonly question: string;
  readonly op: ConditionOperator;
  readonly value: number | string | readonly (number | string)[];
}

export interface Question {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly text: LocalText;
  readonly required?: boolean | undefined;
  /** Of choice and multiple_choice. */
  readonly options?: readonly Option[] | undefined;
  /** Of rating (1 to 5 unless given) and factor (0 to 10 unless given); the scales of nps, csat and ces are fixed. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Of factor: product, service, relationship, convenience, brand, price, or one of the company's own. */
  readonly factor?: string | undefined;
  /** Of factor: `experience` unless given. */
  readonly asks?: readonly FactorAsk[] | undefined;
  readonly showIf?: ShowIf | undefined;
}

/** What one page asks. Every text has the same languages; the first language of the first question is the fallback. */
export interface Survey {
  readonly title?: LocalText | undefined;
  readonly introduction?: LocalText | undefined;
  readonly thanks?: LocalText | undefined;
  readonly questions: readonly Question[];
}

export type FactorScores = { readonly [ask in FactorAsk]?: number | undefined };

/** Of a score a number, of a choice the id of the option, of a multiple choice their ids, of a text the text. */
export type Answer = number | string | readonly string[] | FactorScores;

/** By id of the question. What was not answered is absent. */
export type SurveyAnswers = Readonly<Record<string, Answer | null | undefined>>;

export interface Scale {
  readonly min: number;
  readonly max: number;
}

export const longestText = 10_000;

const fixedScales: Readonly<Partial<Record<QuestionKind, Scale>>> = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
};

/** The scale of a question that takes numbers; undefined for choices and texts. */
export function scaleOf({ kind, min, max }: Question): Scale | undefined {
  if (kind === 'rating') return { min: min ?? 1, max: max ?? 5 };
  if (kind === 'factor') return { min: min ?? 0, max: max ?? 10 };
  return fixedScales[kind];
}

/** What a factor question asks. */
export const asksOf = ({ asks }: Question): readonly FactorAsk[] => asks ?? ['experience'];

/** The languages in which the survey can be shown, the fallback first. */
export const languagesOf = ({ questions }: Survey): readonly string[] => Object.keys(questions[0]?.text ?? {});

/** The questions that these answers show, in order. A question below a hidden one that it depends on is hidden, too. */
export function visibleQuestions(survey: Survey, answers: SurveyAnswers): readonly Question[] {
  const visible = new Map<string, Question>();
  for (const question of survey.questions) {
    const { showIf } = question;
    const asked = showIf && visible.get(showIf.question);
    if (!showIf || (asked && fits(showIf, asked, givenTo(asked, answers)))) visible.set(question.id, question);
  }
  return [...visible.values()];
}

/** Own fields only: a question may be called `constructor`. */
const givenTo = ({ id }: Question, answers: SurveyAnswers): Answer | null | undefined =>
  Object.hasOwn(answers, id) ? answers[id] : undefined;

function fits({ op, value }: ShowIf, asked: Question, answer: Answer | null | undefined): boolean {
  if (isUnanswered(answer)) return false;
  const given = comparable(asked, answer);
  const wanted: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isOneOf = given.some((one) => wanted.includes(one));
  if (op === 'eq' || op === 'in') return isOneOf;
  if (op === 'ne') return given.length > 0 && !isOneOf;
  const [left, right] = [given[0], wanted[0]];
  if (typeof left !== 'number' || typeof right !== 'number') return false;
  return { lt: left < right, le: left <= right, gt: left > right, ge: left >= right }[op];
}

function comparable(asked: Question, answer: Answer): readonly (number | string)[] {
  if (typeof answer === 'number' || typeof answer === 'string') return [answer];
  if (isList(answer)) return answer;
  const first = asksOf(asked)[0];
  const score = first && answer[first];
  return score === undefined ? [] : [score];
}

const isList = (answer: Answer): answer is readonly string[] => Array.isArray(answer);

function isUnanswered(answer: Answer | null | undefined): answer is null | undefined {
  if (answer === null || answer === undefined) return true;
  if (typeof answer === 'string') return answer.trim() === '';
  if (typeof answer === 'number') return false;
  return isList(answer) ? answer.length === 0 : Object.values(answer).every((score) => score == null);
}

/**
 * The faults of answers, with pointers like `/answers/<question>` or `/answers/<question>/experience`; codes: required,
 * wrong-type, out-of-range, unknown, repeated, too-long. Answers to questions that are not shown are no fault: they are left out
 * later. With `partial` what is missing is none either.
 */
export function validateAnswers(
  survey: Survey,
  answers: SurveyAnswers,
  { partial = false }: { partial?: boolean } = {},
): readonly FieldError[] {
  const errors = new FieldErrors('/answers');
  const known = new Set(survey.questions.map(({ id }) => id));
  for (const id of Object.keys(answers)) {
    errors.at(id).addIf(!known.has(id), 'unknown', 'is no question of this survey');
  }
  for (const question of visibleQuestions(survey, answers)) {
    const answer = givenTo(question, answers);
    const at = errors.at(question.id);
    if (isUnanswered(answer)) at.addIf(!partial && question.required === true, 'required', 'must be answered');
    else checkAnswer(question, answer, at);
  }
  return errors.all;
}

function checkAnswer(question: Question, answer: Answer, at: FieldErrors): void {
  const { kind } = question;
  if (kind === 'text') {
    if (typeof answer !== 'string') at.add('wrong-type', 'must be a text');
    else at.addIf(answer.length > longestText, 'too-long', `must have at most ${longestText} characters`);
    return;
  }
  if (kind === 'choice' || kind === 'multiple_choice') {
    const chosen = typeof answer === 'string' ? [answer] : answer;
    if (kind === 'choice' ? typeof answer !== 'string' : typeof answer === 'string' || !Array.isArray(answer)) {
      at.add('wrong-type', kind === 'choice' ? 'must be the id of an option' : 'must be a list of ids of options');
      return;
    }
    checkOptions(question, chosen as readonly unknown[], at);
    return;
  }
  const scale = scaleOf(question);
  if (!scale) return;
  if (kind !== 'factor') checkScore(answer, scale, at, kind !== 'rating');
  else if (typeof answer !== 'object' || isList(answer)) at.add('wrong-type', 'must be an object of scores');
  else checkFactor(question, answer, scale, at);
}

function checkOptions({ options = [] }: Question, chosen: readonly unknown[], at: FieldErrors): void {
  const ids = new Set<unknown>(options.map(({ id }) => id));
  at.addIf(
    chosen.some((id) => !ids.has(id)),
    'unknown',
    'is none of the options',
  );
  at.addIf(new Set(chosen).size < chosen.length, 'repeated', 'names an option twice');
}

function checkFactor(question: Question, answer: FactorScores, scale: Scale, at: FieldErrors): void {
  const asks: readonly string[] = asksOf(question);
  for (const [ask, score] of Object.entries(answer)) {
    if (!asks.includes(ask)) at.at(ask).add('unknown', 'is not asked');
    else if (score != null) checkScore(score, scale, at.at(ask), false);
  }
}

function checkScore(answer: unknown, { min, max }: Scale, at: FieldErrors, whole: boolean): void {
  if (typeof answer !== 'number' || !Number.isFinite(answer) || (whole && !Number.isInteger(answer))) {
    at.add('wrong-type', whole ? 'must be a whole number' : 'must be a number');
  } else at.addIf(answer < min || answer > max, 'out-of-range', `must be from ${min} to ${max}`);
}

/** What becomes feedback. */
export interface FeedbackAnswers {
  readonly answers: Static<typeof Answers>;
  /** All texts, in the order of their questions, separated by an empty line; null without any. */
  readonly text: string | null;
  /** The chosen options by question: feedback has no field for them, so they stay with the invitation. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/** The visible, valid answers as feedback has them; ratings are named by the id of their question. */
export function toFeedbackAnswers(survey: Survey, answers: SurveyAnswers): FeedbackAnswers {
  const score = { nps: null, csat: null, ces: null } as Record<'nps' | 'csat' | 'ces', number | null>;
  const ratings: Static<typeof Answers>['ratings'] = [];
  const factors: Static<typeof Answers>['factors'] = [];
  const choices: Record<string, readonly string[]> = {};
  const texts: string[] = [];
  for (const question of visibleQuestions(survey, answers)) {
    const { id, kind } = question;
    const answer = givenTo(question, answers);
    if (isUnanswered(answer)) continue;
    if (kind === 'text') texts.push(String(answer).trim());
    else if (kind === 'choice') choices[id] = [String(answer)];
    else if (kind === 'multiple_choice') choices[id] = answer as readonly string[];
    else if (kind === 'factor') factors.push(toFactor(question, answer as FactorScores));
    else if (kind === 'rating') ratings.push({ name: id, value: answer as number, ...(scaleOf(question) as Scale) });
    else score[kind] = answer as number;
  }
  return { answers: { ...score, ratings, factors }, text: texts.length > 0 ? texts.join('\n\n') : null, choices };
}

function toFactor(question: Question, scores: FactorScores): Static<typeof Answers>['factors'][number] {
  const { factor, min, max } = question;
  const { experience = null, expectation = null, importance = null, ideal = null } = scores;
  const scale = (min ?? max) === undefined ? undefined : scaleOf(question);
  return { factor: factor ?? question.id, experience, expectation, importance, ideal, ...scale };
}
