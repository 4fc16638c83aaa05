export const ndjsonType = 'application/x-ndjson';

/** The most items of one request. */
export const maxItems = 1000;

/** The lines of a body that are not empty; of too many those that show it. */
export class NdjsonLines {
  readonly lines: readonly string[];

  constructor(text: string) {
    const lines: string[] = [];
    for (const [line] of text.matchAll(/[^\r\n]+/g)) {
      lines.push(line);
      if (lines.length > maxItems) break;
    }
    this.lines = lines;
  }
}
