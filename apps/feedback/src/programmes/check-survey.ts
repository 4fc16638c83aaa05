import { FieldErrors } from '@harken/errors';
import { isLanguageTag, type LocalText } from './local-text.ts';
import {
  asksOf,
  conditionOperators,
  languagesOf,
  longestText,
  type Question,
  type ShowIf,
  type Survey,
  scaleOf,
} from './survey.ts';

/** Adds what is wrong with the definition of a survey. `errors` stands at the survey. */
export function checkSurvey(survey: Survey, errors: FieldErrors): void {
  const { questions } = survey;
  const languages = languagesOf(survey);
  errors.at('questions').addIf(questions.length === 0, 'required', 'must have at least one question');
  for (const name of ['title', 'introduction', 'thanks'] as const) {
    const text = survey[name];
    if (text) checkText(text, languages, errors.at(name));
  }
  for (const [index, question] of questions.entries()) {
    const at = errors.at('questions', index);
    const before = questions.slice(0, index);
    at.at('id').addIf(
      before.some(({ id }) => id === question.id),
      'repeated',
      'is the id of another question',
    );
    checkText(question.text, languages, at.at('text'));
    checkOnce(question, before, at);
    checkFields(question, languages, at);
    if (question.showIf) checkCondition(question.showIf, before, at.at('showIf'));
  }
}

function checkText(text: LocalText, languages: readonly string[], at: FieldErrors): void {
  at.addIf(Object.keys(text).length === 0, 'required', 'must have a text in at least one language');
  for (const [tag, words] of Object.entries<unknown>(text)) {
    at.at(tag).addIf(typeof words !== 'string', 'wrong-type', 'must be a text');
    at.at(tag).addIf(String(words).length > longestText, 'too-long', `must have at most ${longestText} characters`);
    at.at(tag).addIf(!isLanguageTag(tag), 'wrong-format', 'must be a BCP 47 language tag');
    at.at(tag).addIf(!languages.includes(tag), 'unknown', 'is a language that the first question does not have');
  }
  for (const tag of languages) {
    at.at(tag).addIf(!String(text[tag] ?? '').trim(), 'required', 'must have a text in every language of the survey');
  }
}

/** Feedback has one nps, one csat and one ces, and each factor once. */
function checkOnce(question: Question, before: readonly Question[], at: FieldErrors): void {
  const { kind, factor } = question;
  if (kind === 'nps' || kind === 'csat' || kind === 'ces') {
    at.at('kind').addIf(
      before.some((other) => other.kind === kind),
      'repeated',
      `is asked twice: a survey has one ${kind}`,
    );
  }
  if (kind !== 'factor') return;
  at.at('factor').addIf(
    before.some((other) => other.kind === 'factor' && other.factor === factor),
    'repeated',
    'is asked twice',
  );
}

const fieldsOfKind: Readonly<Record<'options' | 'min' | 'max' | 'factor' | 'asks', readonly Question['kind'][]>> = {
  options: ['choice', 'multiple_choice'],
  min: ['rating', 'factor'],
  max: ['rating', 'factor'],
  factor: ['factor'],
  asks: ['factor'],
};

function checkFields(question: Question, languages: readonly string[], at: FieldErrors): void {
  const { kind, options = [] } = question;
  for (const [field, its] of Object.entries(fieldsOfKind)) {
    const given = question[field as keyof typeof fieldsOfKind] !== undefined;
    at.at(field).addIf(given && !its.includes(kind), 'not-allowed', `is not for a question of kind ${kind}`);
  }
  const scale = scaleOf(question);
  at.at('max').addIf(scale !== undefined && scale.min >= scale.max, 'out-of-range', 'must be more than min');
  at.at('factor').addIf(kind === 'factor' && question.factor === undefined, 'required', 'must be given');
  const asks = kind === 'factor' ? asksOf(question) : undefined;
  at.at('asks').addIf(asks?.length === 0, 'required', 'must ask something');
  at.at('asks').addIf(asks !== undefined && new Set(asks).size < asks.length, 'repeated', 'asks something twice');
  if (!fieldsOfKind.options.includes(kind)) return;
  at.at('options').addIf(options.length < 2, 'too-short', 'must have at least two options');
  for (const [index, option] of options.entries()) {
    const isRepeated = options.findIndex(({ id }) => id === option.id) < index;
    at.at('options', index, 'id').addIf(isRepeated, 'repeated', 'is the id of another option');
    checkText(option.text, languages, at.at('options', index, 'text'));
  }
}

const conditionFields: readonly string[] = ['question', 'op', 'value'];

/** It comes unchecked: its `value` may have several types. */
function checkCondition(condition: ShowIf, before: readonly Question[], at: FieldErrors): void {
  const { question: id, op, value } = condition;
  for (const field of Object.keys(condition)) {
    at.at(field).addIf(!conditionFields.includes(field), 'unknown-field', 'is not known here');
  }
  at.at('op').addIf(!conditionOperators.includes(op), 'unknown', `must be one of ${conditionOperators.join(', ')}`);
  const asked = before.find((other) => other.id === id);
  if (!asked) {
    at.at('question').add('unknown', 'must be the id of an earlier question');
    return;
  }
  if (asked.kind === 'text') {
    at.at('question').add('not-allowed', 'must not be a text');
    return;
  }
  const scale = scaleOf(asked);
  at.at('op').addIf(!scale && !['eq', 'ne', 'in'].includes(op), 'not-allowed', 'compares numbers only');
  at.at('value').addIf(Array.isArray(value) !== (op === 'in'), 'wrong-type', 'is a list for `in`, else one value');
  const optionIds = new Set<unknown>(asked.options?.map((option) => option.id));
  for (const one of Array.isArray(value) ? value : [value]) {
    const isPossible = scale ? typeof one === 'number' && one >= scale.min && one <= scale.max : optionIds.has(one);
    at.at('value').addIf(!isPossible, 'unknown', `is no possible answer to ${id}`);
  }
}
