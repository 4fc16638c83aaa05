export const fileFaults = [
  'not-gzip',
  'not-xlsx',
  'unpacks-too-large',
  'too-many-rows',
  'no-header',
  'repeated-column',
] as const;
export type FileFault = (typeof fileFaults)[number];

/** A file that cannot be read as a whole. A bad row is no such thing: it stands alone. */
export class UnreadableFile extends Error {
  readonly code: FileFault;

  constructor(code: FileFault, detail: string) {
    super(detail);
    this.code = code;
  }
}
