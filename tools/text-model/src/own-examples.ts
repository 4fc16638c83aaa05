import { readFileSync } from 'node:fs';
import type { LabelledText } from './data-files.ts';
import { seededRandom } from './logistic-regression.ts';

const maxVariants = 6;
const slot = /\{([^{}]*)\}/;

/**
 * Reads examples that we wrote: `+` before a complaint, `-` before anything else, `#` before the kind of what follows.
 * `{late|two days late}` stands for one of its parts, and may have slots in it. A line with slots gives up to six texts.
 */
export function readExamples(path: string, language: string): LabelledText[] {
  let kind = '';
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, at): LabelledText[] => {
      if (line.startsWith('#')) kind = line.slice(1).trim();
      const [mark, written] = [line[0], line.slice(1).trim()];
      if ((mark !== '+' && mark !== '-') || !written) return [];
      const texts = variantsOf(written, seededRandom(at + 1));
      const group = `${language}:${line}`;
      const isComplaint = mark === '+';
      return texts.map((text) => ({
        text,
        language,
        isComplaint,
        weight: weightOf(texts.length),
        source: kind,
        group,
      }));
    });
}

/** Our labels are sure and our kinds rare in the files, so a line counts twice; with many texts more, though not as often. */
const weightOf = (variants: number): number => 2 / Math.sqrt(variants);

function variantsOf(written: string, random: () => number): string[] {
  const texts = new Set<string>();
  for (let turn = 0; turn < maxVariants * 3 && texts.size < maxVariants; turn += 1) {
    let text = written;
    for (let found = slot.exec(text); found; found = slot.exec(text)) {
      const parts = (found[1] ?? '').split('|');
      text = text.replace(found[0], () => parts[Math.floor(random() * parts.length)] ?? '');
    }
    texts.add(text.replace(/\s+/g, ' ').trim());
  }
  return [...texts];
}
