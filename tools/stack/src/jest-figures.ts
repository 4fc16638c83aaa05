export interface Figures {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, one text each. */
  readonly failures: readonly string[];
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Counts a report of `jest --json`. A file that could not run at all is one failure. */
export function figuresOf(report: JestReport): Figures {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failedTests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${name}\n${fullName}\n${(failureMessages ?? []).join('\n')}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests,
    failures: [...failedTests, ...broken.map(({ name, message }) => `${name}\n${message}`)],
  };
}

/** Of a run that ends with such a line itself; undefined: it never got there. */
export function figuresOfText(text: string): Figures | undefined {
  const [, passed, failed] = [...text.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1) ?? [];
  if (passed === undefined || failed === undefined) return undefined;
  return { passed: Number(passed), failed: Number(failed), skipped: 0, failures: [] };
}

/** The last line of a run: what CI reads. */
export const totalLine = (figures: readonly Pick<Figures, 'passed' | 'failed'>[]): string =>
  `${sum(figures.map(({ passed }) => passed))} passed, ${sum(figures.map(({ failed }) => failed))} failed`;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
