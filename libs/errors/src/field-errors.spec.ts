import { describe, expect, it } from '@jest/globals';
import { FieldErrors } from './field-errors.ts';
import type { Invalid } from './problem.ts';

describe('FieldErrors', () => {
  it('collects every fault with its JSON pointer', () => {
    const errors = new FieldErrors();
    errors.add('too-large', 'is too large');
    errors.at('people', 2, 'a/b~c').addIf(true, 'unknown', 'is not known');
    errors.at('people').addIf(false, 'unknown', 'is not known');
    expect(errors.all).toEqual([
      { pointer: '', code: 'too-large', detail: 'is too large' },
      { pointer: '/people/2/a~1b~0c', code: 'unknown', detail: 'is not known' },
    ]);
  });

  it('throws all of them at once, and nothing without any', () => {
    const errors = new FieldErrors();
    errors.throwIfAny('thing.invalid', 'The thing is not valid.');
    errors.at('name').add('required', 'is required');
    const refusal = { code: 'thing.invalid', errors: [{ pointer: '/name', code: 'required', detail: 'is required' }] };
    expect(() => errors.throwIfAny('thing.invalid', 'The thing is not valid.')).toThrow(
      expect.objectContaining(refusal as Partial<Invalid>),
    );
  });
});
