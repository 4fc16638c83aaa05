import { escapePointer, invalidRequest } from '@harken/errors';

/** What a JSON text may have before it is parsed. */
export interface JsonBounds {
  /** So many values in all. */
  readonly values: number;
  /** So many items of one list, or fields of one object. */
  readonly members: number;
}

const maxDepth = 64;
const longestName = 100;
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the items of the first long list of a text stand, for those who parse them one by one. */
export interface ListSpan {
  /** After its opening bracket, and of its closing one. */
  readonly from: number;
  readonly to: number;
  /** Of the commas between its items. */
  readonly commas: readonly number[];
  /** The field of the object that it is; undefined where the text is the list. */
  readonly field: string | undefined;
}

/**
 * Counts what a JSON text holds while its bytes come in, so that a text beyond the bounds is refused before anything is
 * made of it. It does not check the grammar; the parser does. Linear, and with memory for the depth only.
 */
export class JsonScanner {
  private readonly bounds: JsonBounds;
  private depth = 0;
  private inText = false;
  private escaped = false;
  private values = 0;
  private offset = 0;
  private readonly counts = new Uint32Array(maxDepth + 2);
  private readonly lists = new Uint8Array(maxDepth + 2);
  private name: number[] = [];
  private field: string | undefined;
  private span: { from: number; to: number; commas: number[]; field: string | undefined; depth: number } | undefined;
  private second = false;

  constructor(bounds: JsonBounds) {
    this.bounds = bounds;
  }

  /** Takes the next bytes. Throws Invalid where they go beyond a bound. */
  write(bytes: Uint8Array): void {
    const { length } = bytes;
    for (let at = 0; at < length; at += 1) {
      let byte = bytes[at] as number;
      if (this.inText) {
        if (this.escaped) {
          this.escaped = false;
          continue;
        }
        const named = this.depth === 1;
        while (byte !== quote && byte !== backslash) {
          if (named && this.name.length < longestName) this.name.push(byte);
          at += 1;
          if (at >= length) break;
          byte = bytes[at] as number;
        }
        if (at >= length) break;
        if (byte === quote) this.inText = false;
        else this.escaped = true;
      } else if (byte === quote) {
        this.inText = true;
        if (this.depth === 1) this.name = [];
      } else if (byte === comma) this.next(this.offset + at);
      else if (byte === openList || byte === openObject) this.open(byte === openList, this.offset + at);
      else if (byte === closeList || byte === closeObject) this.close(this.offset + at);
      else if (byte === colon && this.depth === 1) this.field = Buffer.from(this.name).toString('utf8');
    }
    this.offset += length;
  }

  /** The list that is the text, or the first one in it that is a field of the object that is the text. */
  get list(): ListSpan | undefined {
    return this.span && !this.second && this.span.to >= 0 ? this.span : undefined;
  }

  private next(at: number): void {
    const { depth } = this;
    this.count();
    const count = (this.counts[depth] as number) + 1;
    this.counts[depth] = count;
    if (this.span?.depth === depth && this.span.to < 0) this.span.commas.push(at);
    if (count < this.bounds.members) return;
    const what = this.lists[depth] ? 'items' : 'fields';
    this.refuse('wrong-length', `must not have more than ${this.bounds.members} ${what}`);
  }

  private open(list: boolean, at: number): void {
    this.count();
    if (this.depth >= maxDepth) this.refuse('too-deep', `must not be nested deeper than ${maxDepth} levels`);
    this.depth += 1;
    this.counts[this.depth] = 0;
    this.lists[this.depth] = list ? 1 : 0;
    const field = this.depth === 2 && !this.lists[1] ? this.field : undefined;
    if (!list || !(this.depth === 1 || field !== undefined)) return;
    if (this.span) this.second = true;
    else this.span = { from: at + 1, to: -1, commas: [], field, depth: this.depth };
  }

  private close(at: number): void {
    if (this.span?.depth === this.depth && this.span.to < 0) this.span.to = at;
    // One too many: the parser will say so.
    if (this.depth > 0) this.depth -= 1;
  }

  private count(): void {
    this.values += 1;
    if (this.values <= this.bounds.values) return;
    this.refuse('wrong-length', `must not have more than ${this.bounds.values} values in all`, '');
  }

  private refuse(code: string, detail: string, pointer = this.pointer()): never {
    throw invalidRequest([{ pointer, code, detail }]);
  }

  /** Of the container that is being read, as far as it is known. */
  private pointer(): string {
    if (this.depth < 2) return '';
    const first = this.lists[1] ? this.counts[1] : this.field;
    const second = this.depth > 2 && this.lists[2] ? `/${this.counts[2]}` : '';
    return first === undefined ? '' : `/${escapePointer(first)}${second}`;
  }
}
