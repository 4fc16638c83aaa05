import { Invalid, type Problem } from '@harken/errors';
import type { FileRow } from '@harken/row-files';
import { storable } from './storable.ts';

/** A row that was not taken, with all that is wrong with it. */
export interface RefusedRow {
  /** Among the rows of the file that are not empty, from 1. */
  readonly row: number;
  readonly line: number;
  readonly code: string;
  /** The fields, as JSON pointers separated by spaces; empty where the row as a whole is wrong. */
  readonly pointer: string;
  readonly detail: string;
  readonly original: readonly string[];
}

const maxErrors = 10;
const maxOriginalLength = 20_000;

export const refusedAs = (row: FileRow, code: string, detail: string, pointer = ''): RefusedRow => ({
  row: row.number,
  line: row.line,
  code,
  pointer,
  detail,
  original: row.original.map((text) => storable(text.slice(0, maxOriginalLength))),
});

/** The problem of a record as that of its row: with one fault its code, else that of the problem. */
export function refusedBy(problem: Problem, row: FileRow): RefusedRow {
  const errors = problem instanceof Invalid ? problem.errors.slice(0, maxErrors) : [];
  const [only] = errors;
  if (!only) return refusedAs(row, problem.code, problem.message);
  if (errors.length === 1) return refusedAs(row, only.code, only.detail, only.pointer);
  return refusedAs(
    row,
    problem.code,
    errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '),
    errors.map(({ pointer }) => pointer).join(' '),
  );
}
