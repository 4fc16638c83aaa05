/** Normal form for comparison: NFKC and lower case. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
