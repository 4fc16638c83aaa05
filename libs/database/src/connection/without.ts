/** The tricks that a bench can switch off, to see what each is worth. */
type Trick = 'prepared' | 'pipeline' | 'texts';

const off = new Set(process.env.HARKEN_WITHOUT?.split(','));

export const isOff = (trick: Trick): boolean => off.has(trick);
