/** A record of a file before its fields are taken apart, or what is wrong with it. */
export interface RawRecord {
  /** The line of the file where it begins, from 1. */
  readonly line: number;
  /** Without its line break; of a record that is too long only its beginning. */
  readonly text: string;
  readonly fault?: RecordFault;
}

export interface RecordFault {
  readonly code: 'too-long' | 'quote-not-closed' | 'text-after-quote';
  readonly detail: string;
}

export interface SplitterOptions {
  /** Between fields; null for a format without quotes, where each line is a record. */
  readonly delimiter: string | null;
  readonly lineBreak?: '\n' | '\r';
  /** The longest record, in UTF-16 code units. */
  readonly maxLength?: number;
}

const defaultMaxLength = 1024 * 1024;
const keptOfTooLong = 1_000;

type Scan =
  | { readonly end: number; readonly next: number; readonly lines: number }
  | { readonly fault: RecordFault }
  | 'incomplete';

/**
 * Cuts text into records, holding at most one of them. Quotes are those of RFC 4180. A record with a broken quote is one
 * line: the splitter goes on at the next line, so that one bad quote never swallows the rows that follow.
 */
export class RecordSplitter {
  /** The number of fields that every record should have: a record of several lines without them has a broken quote. */
  columns: number | undefined;
  readonly #options: Required<SplitterOptions>;
  #buffer = '';
  #line = 1;
  /** The rest of a line that is too long is passed over. */
  #skipping = false;

  constructor(options: SplitterOptions) {
    this.#options = { lineBreak: '\n', maxLength: defaultMaxLength, ...options };
  }

  /** The records that end in `text`. */
  *push(text: string): Generator<RawRecord> {
    this.#buffer += text;
    yield* this.#take(false);
  }

  /** The last record, if the file does not end with a line break. */
  *end(): Generator<RawRecord> {
    yield* this.#take(true);
  }

  *#take(ended: boolean): Generator<RawRecord> {
    let at = 0;
    const { lineBreak, maxLength } = this.#options;
    while (at < this.#buffer.length) {
      if (this.#skipping) {
        const stop = this.#buffer.indexOf(lineBreak, at);
        at = stop < 0 ? this.#buffer.length : stop + 1;
        if (stop < 0) continue;
        this.#skipping = false;
        this.#line += 1;
        continue;
      }
      const scan = this.#scan(at, ended);
      if (scan === 'incomplete') break;
      const line = this.#line;
      if (!('fault' in scan)) {
        const text = this.#buffer.slice(at, scan.end);
        at = scan.next;
        this.#line += scan.lines;
        yield { line, text };
        continue;
      }
      const stop = this.#buffer.indexOf(lineBreak, at);
      const end = stop < 0 ? this.#buffer.length : stop;
      const text = this.#buffer.slice(at, this.#withoutReturn(at, Math.min(end, at + maxLength)));
      this.#skipping = stop < 0 && !ended;
      at = stop < 0 ? this.#buffer.length : stop + 1;
      if (!this.#skipping) this.#line += 1;
      yield { line, text: scan.fault.code === 'too-long' ? text.slice(0, keptOfTooLong) : text, fault: scan.fault };
    }
    this.#buffer = this.#buffer.slice(at);
  }

  #scan(start: number, ended: boolean): Scan {
    const { delimiter, lineBreak, maxLength } = this.#options;
    const stop = this.#buffer.indexOf(lineBreak, start);
    const lineEnd = stop < 0 ? this.#buffer.length : stop;
    if (lineEnd - start > maxLength) return tooLong(maxLength);
    if (delimiter !== null) {
      const quote = this.#buffer.indexOf('"', start);
      if (quote >= 0 && quote < lineEnd) return this.#scanQuoted(start, lineEnd, ended);
    }
    if (stop < 0 && !ended) return 'incomplete';
    return { end: this.#withoutReturn(start, lineEnd), next: lineEnd + 1, lines: 1 };
  }

  #scanQuoted(start: number, firstLineEnd: number, ended: boolean): Scan {
    const { lineBreak, maxLength } = this.#options;
    const delimiter = this.#options.delimiter ?? ',';
    const buffer = this.#buffer;
    let at = start;
    for (let fields = 1; ; fields += 1) {
      if (buffer[at] === '"') {
        const close = closingQuote(buffer, at + 1);
        if (close === undefined || (close + 1 === buffer.length && !ended)) {
          if (!ended && buffer.length - start <= maxLength) return 'incomplete';
          if (close === undefined || buffer.length - start > maxLength) return notClosed;
        }
        at = (close ?? 0) + 1;
        if (
          buffer[at] === '\r' &&
          lineBreak === '\n' &&
          (buffer[at + 1] === '\n' || (ended && at + 1 === buffer.length))
        )
          at += 1;
        else if (buffer[at] === '\r' && at + 1 === buffer.length) return 'incomplete';
        if (at < buffer.length && !buffer.startsWith(delimiter, at) && buffer[at] !== lineBreak) return textAfterQuote;
      } else {
        const comma = buffer.indexOf(delimiter, at);
        const stop = buffer.indexOf(lineBreak, at);
        const end = stop < 0 ? buffer.length : stop;
        at = comma >= 0 && comma < end ? comma : end;
        if (at === buffer.length && !ended)
          return buffer.length - start > maxLength ? tooLong(maxLength) : 'incomplete';
      }
      if (at < buffer.length && buffer[at] !== lineBreak) {
        at += delimiter.length;
        continue;
      }
      if (at - start > maxLength) return notClosed;
      if (at > firstLineEnd && this.columns !== undefined && fields !== this.columns) return notClosed;
      const end = this.#withoutReturn(start, at);
      return { end, next: at + 1, lines: linesIn(buffer, lineBreak, start, at) };
    }
  }

  #withoutReturn(start: number, end: number): number {
    return end > start && this.#options.lineBreak === '\n' && this.#buffer[end - 1] === '\r' ? end - 1 : end;
  }
}

/** The index of the quote that ends a field; a doubled one is a part of it. */
function closingQuote(buffer: string, from: number): number | undefined {
  for (let at = from; ; at += 2) {
    at = buffer.indexOf('"', at);
    if (at < 0) return undefined;
    if (buffer[at + 1] !== '"') return at;
  }
}

function linesIn(buffer: string, lineBreak: string, start: number, end: number): number {
  let lines = 1;
  for (let at = buffer.indexOf(lineBreak, start); at >= 0 && at < end; at = buffer.indexOf(lineBreak, at + 1))
    lines += 1;
  return lines;
}

const notClosed: Scan = {
  fault: { code: 'quote-not-closed', detail: 'has a quote that is not closed; the next line was read as the next row' },
};
const textAfterQuote: Scan = {
  fault: {
    code: 'text-after-quote',
    detail: 'has text after a closing quote; a quote inside of a field is written twice',
  },
};
const tooLong = (maxLength: number): Scan => ({
  fault: { code: 'too-long', detail: `is longer than ${maxLength} characters` },
});
