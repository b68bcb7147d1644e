import { describe, expect, test } from 'vitest';
import { countTests } from './count-tests.ts';

const report = (content: object) =>
  JSON.stringify({ success: true, numPassedTests: 0, numFailedTests: 0, testResults: [], ...content });

describe('the count of a test run', () => {
  test('is what passed and failed', () => {
    expect(countTests(report({ numPassedTests: 7 }), 0)).toEqual({ passed: 7, failed: 0 });
    const failed = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
    const some = report({ success: false, numPassedTests: 7, numFailedTests: 1, testResults: [failed] });
    expect(countTests(some, 1)).toEqual({ passed: 7, failed: 1 });
  });

  test('has a failure for each file that could not be read', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const some = report({ success: false, numPassedTests: 7, testResults: [broken, broken] });
    expect(countTests(some, 1)).toEqual({ passed: 7, failed: 2 });
  });

  test('has a failure when nothing ran, nothing was reported, or the run failed for another reason', () => {
    expect(countTests(report({}), 0)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countTests('half a rep', 1)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(report({ numPassedTests: 7 }), 1)).toEqual({ passed: 7, failed: 1 });
    expect(countTests(report({ success: false, numPassedTests: 7 }), 0)).toEqual({ passed: 7, failed: 1 });
  });
});
