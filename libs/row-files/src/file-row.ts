/** A row of a file: its values by column (of NDJSON by field), or what is wrong with it. */
export interface FileRow {
  /** Among the rows that are not empty, from 1; the header does not count. */
  readonly number: number;
  /** The line of the file where it begins, from 1; of a workbook the row of the sheet. */
  readonly line: number;
  /** As it stands in the file: the fields in the order of the columns, or the whole line alone. */
  readonly original: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
  readonly fault?: RowFault;
}

export interface RowFault {
  readonly code: string;
  readonly detail: string;
}

export interface RowBatch {
  /** The columns of the header; null for NDJSON, where each line names its own. */
  readonly columns: readonly string[] | null;
  readonly rows: readonly FileRow[];
}
