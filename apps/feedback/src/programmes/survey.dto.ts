import { AnyObject, Flag, ListOf, Num, OneOf, oneOf, type PropertyOptions, Text } from '@harken/service';
import type { LocalText } from './local-text.ts';
import { type FactorAsk, factorAsks, type QuestionKind, questionKinds, type ShowIf } from './survey.ts';

/** A text in several languages; `checkSurvey` checks what is in it. */
export const Local = (description: string, example: LocalText, options: Partial<PropertyOptions> = {}) =>
  AnyObject({
    description: `${description} By language, BCP 47.`,
    example,
    values: { type: 'string' },
    max: 20,
    ...options,
  });

const Key = (description: string, example: string) =>
  Text({
    description,
    example,
    max: 100,
    pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u,
    message: 'must be letters, digits, dots, underscores or hyphens',
  });

export class OptionDto {
  @Key('Its id, in answers.', 'shop') id!: string;
  @Local('What is shown.', { en: 'In the shop', th: 'ที่ร้าน' }) text!: Record<string, string>;
}

export class QuestionDto {
  @Key('Its id, unique in the survey.', 'recommend') id!: string;
  @OneOf(questionKinds, {
    description: 'nps 0-10, csat 1-5, ces 1-7, rating on a scale of its own, or one of the others.',
    example: 'nps',
  })
  kind!: QuestionKind;
  @Local('What is asked, in every language of the survey.', { en: 'Would you recommend us?', th: 'คุณจะแนะนำเราไหม' })
  text!: Record<string, string>;
  @Flag({ description: 'It must be answered.', example: true, optional: true, default: false }) required?: boolean;
  @ListOf(() => OptionDto, { description: 'Of choice and multiple_choice: at least two.', optional: true, max: 100 })
  options?: OptionDto[];
  @Num({ description: 'The worst of the scale: of rating 1, of factor 0 unless given.', example: 1, optional: true })
  min?: number;
  @Num({ description: 'The best of the scale: of rating 5, of factor 10 unless given.', example: 5, optional: true })
  max?: number;
  @Text({
    description: 'Of factor: product, service, relationship, convenience, brand, price, or one of your own.',
    example: 'service',
    optional: true,
    max: 200,
  })
  factor?: string;
  @ListOf(oneOf(factorAsks), {
    description: 'Of factor: what is asked of it; `experience` unless given.',
    example: ['experience', 'expectation'],
    optional: true,
    max: factorAsks.length,
  })
  asks?: FactorAsk[];
  @AnyObject({
    description:
      'Shows it only if an earlier question was answered so: `op` is eq, ne, lt, le, gt, ge or in (with a list). A ' +
      'choice is compared by the id of its option, a factor by the first of what it asks.',
    example: { question: 'recommend', op: 'le', value: 6 },
    optional: true,
  })
  showIf?: ShowIf;
}
