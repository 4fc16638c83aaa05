import { type ValidationArguments, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';

const most = 500;

/** A text or a list of texts; the constraint may name the values that are allowed. */
@ValidatorConstraint({ name: 'isOneOrMore' })
export class IsOneOrMore implements ValidatorConstraintInterface {
  validate(value: unknown, { constraints }: ValidationArguments): boolean {
    const values = Array.isArray(value) ? value : [value];
    const allowed = (constraints?.[0] ?? undefined) as readonly string[] | undefined;
    return (
      values.length > 0 &&
      values.length <= most &&
      values.every((one) => typeof one === 'string' && one.trim().length > 0 && one.length <= 200) &&
      (allowed === undefined || values.every((one) => allowed.includes(one)))
    );
  }

  defaultMessage({ constraints }: ValidationArguments): string {
    const allowed = constraints?.[0] as readonly string[] | undefined;
    return `must be a text or a list of 1 to ${most} texts${allowed ? ` out of ${allowed.join(', ')}` : ''}`;
  }
}
