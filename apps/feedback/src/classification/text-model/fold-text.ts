import { Converter } from 'opencc-js/t2cn';

/** Of a longer text the beginning is read. */
const maxCharsRead = 4_000;
const masks = /\{(?:phone|number|email|url|name)\}|\bx{2,}\b|\{\$[\d.]+\}|@\w+|https?:\S+/gi;
const [firstHan, afterHan] = [0x3400, 0xa000];
let simplifiedCodes: Uint16Array | undefined;

/**
 * What the model reads: lower case, simplified Chinese, every digit 0, without masks and links, no character more than
 * twice in a row. Texts with the same folded form are the same to the model.
 */
export function foldText(text: string, language: string): string {
  const folded = text
    .slice(0, maxCharsRead)
    .normalize('NFKC')
    .replaceAll('\u0e4d\u0e32', '\u0e33') // NFKC splits the Thai letter, and words with it would not be found.
    .toLowerCase()
    .replace(masks, ' ')
    .replace(/\p{Nd}+/gu, (digits) => '0'.repeat(Math.min(digits.length, 4)))
    .replace(/[‘’ʼ`]/g, "'")
    .replace(/(\P{Nd})\1{2,}/gu, '$1$1')
    .replace(/[\s\u200b]+/g, ' ')
    .trim();
  return language === 'zh' ? toSimplified(folded) : folded;
}

/** Traditional Chinese characters become simplified ones; all others stay. */
export function toSimplified(text: string): string {
  simplifiedCodes ??= readSimplifiedCodes();
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const simplified = code >= firstHan && code < afterHan ? simplifiedCodes[code - firstHan] : code;
    result += String.fromCharCode(simplified ?? code);
  }
  return result;
}

/** One character at a time: the converter itself, which knows phrases, is too slow for every text. */
function readSimplifiedCodes(): Uint16Array {
  const convert = Converter({ from: 't', to: 'cn' });
  return Uint16Array.from({ length: afterHan - firstHan }, (_, at) => {
    const character = String.fromCharCode(firstHan + at);
    const simplified = convert(character);
    return (simplified.length === 1 ? simplified : character).charCodeAt(0);
  });
}
