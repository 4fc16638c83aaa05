import { ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const areWords = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= 2000 &&
  value.every((word) => typeof word === 'string' && word.trim().length > 0 && word.length <= 100);

/** reason -> language -> words. */
@ValidatorConstraint({ name: 'isReasonWords' })
export class IsReasonWords implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return (
      isObject(value) &&
      Object.values(value).every((languages) => isObject(languages) && Object.values(languages).every(areWords))
    );
  }

  defaultMessage(): string {
    return 'must be lists of words by reason and language';
  }
}
