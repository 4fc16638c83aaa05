import { describe, expect, it } from '@jest/globals';
import { figuresOf, figuresOfText, totalLine } from './jest-figures.ts';

const passed = { fullName: 'counts', status: 'passed', failureMessages: [] };
const failed = { fullName: 'breaks', status: 'failed', failureMessages: ['1 is not 2'] };

describe('the figures of a test run', () => {
  it('count each failed test with its reason', () => {
    const testResults = [{ name: 'a.spec.ts', status: 'failed', message: '', assertionResults: [passed, failed] }];
    const figures = figuresOf({ numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, testResults });
    expect(figures).toMatchObject({ passed: 1, failed: 1 });
    expect(figures.failures[0]).toMatch(/a\.spec\.ts\nbreaks\n1 is not 2/);
  });

  it('count a file that cannot run as a failure', () => {
    const testResults = [{ name: 'b.spec.ts', status: 'failed', message: 'no such module', assertionResults: [] }];
    const figures = figuresOf({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults });
    expect(figures).toMatchObject({ passed: 0, failed: 1, failures: ['b.spec.ts\nno such module'] });
  });

  it('are read from the last line of a run that counts by itself', () => {
    const log = 'seed 3: 1 passed, 9 failed\nseed 4: 38 passed, 2 failed\n';
    expect(figuresOfText(log)).toMatchObject({ passed: 38, failed: 2 });
    expect(figuresOfText('it did not come that far')).toBeUndefined();
  });

  it('end in one line', () => {
    expect(
      totalLine([
        { passed: 2, failed: 0 },
        { passed: 40, failed: 1 },
      ]),
    ).toBe('42 passed, 1 failed');
  });
});
