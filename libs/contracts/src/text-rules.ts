/** Anything but control and format characters, spaces of any kind, fillers and the empty Braille cell. */
const visible = /[^\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

export const hasVisibleCharacter = (text: string): boolean => visible.test(text);

/** What broken connectors send where they have no id. */
const wordsForNothing = new Set(['null', 'undefined', 'NaN', '[object Object]']);

/** Whether a text can be the id of somebody or something, chosen by another system. */
export const isChosenId = (text: string): boolean => hasVisibleCharacter(text) && !wordsForNothing.has(text.trim());

/** What a text lacks that these refuse. */
export const textRules = {
  visible: 'must have a visible character',
  chosenId: `must be an id with a visible character, not ${[...wordsForNothing].join(', ')}`,
} as const;
