import { describe, expect, it } from '@jest/globals';
import { contrastWithWhite } from './readable-colour.ts';

describe('the contrast with white', () => {
  // Published examples: #767676 is the lightest grey that passes 4.5:1, #777777 fails with 4.48:1.
  it.each([
    ['#000000', 21],
    ['#ffffff', 1],
    ['#767676', 4.54],
    ['#777777', 4.48],
  ])('of %s is %d', (colour, contrast) => {
    expect(contrastWithWhite(colour)).toBeCloseTo(contrast, 2);
  });
});
