import { expect, test } from '@jest/globals';
import { assertCause, assertValidCauses, type Cause } from './causes.ts';

const cause = (id: string, active = true): Cause => ({ id, names: { en: id }, active });

test('a complaint needs a cause as soon as one is active', () => {
  expect(() => assertCause({ causes: [] }, undefined)).not.toThrow();
  expect(() => assertCause({ causes: [cause('old', false)] }, undefined)).not.toThrow();
  expect(() => assertCause({ causes: [cause('part')] }, undefined)).toThrow(
    expect.objectContaining({ code: 'complaint.cause-missing' }),
  );
  expect(() => assertCause({ causes: [cause('part')] }, 'part')).not.toThrow();
});

test('a cause that is unknown or no longer active is refused', () => {
  for (const id of ['other', 'old'])
    expect(() => assertCause({ causes: [cause('part'), cause('old', false)] }, id)).toThrow(
      expect.objectContaining({ code: 'complaint.cause-unknown' }),
    );
});

test('a list names every fault', () => {
  const list = {
    causes: [cause('a'), cause('a'), { ...cause('b'), names: {} }, { ...cause('c'), names: { 'no tag': 'x' } }],
  };
  expect(() => assertValidCauses(list)).toThrow(
    expect.objectContaining({
      errors: [
        expect.objectContaining({ pointer: '/causes/1/id' }),
        expect.objectContaining({ pointer: '/causes/2/names' }),
        expect.objectContaining({ pointer: '/causes/3/names/no tag' }),
      ],
    }),
  );
});
