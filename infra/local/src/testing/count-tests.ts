export interface TestCount {
  passed: number;
  /** Tests, and whatever else kept the run from being a success: a file that cannot be read, no test at all. */
  failed: number;
}

/** Counts what vitest's JSON report says. A run that failed in any way, or ran nothing, has at least one failure. */
export function countTests(report: string | undefined, exitCode: number): TestCount {
  const parsed = parse(report);
  const passed = parsed?.numPassedTests ?? 0;
  const failedTests = parsed?.numFailedTests ?? 0;
  // A file that fails before its first test has none that failed.
  const failedFiles = (parsed?.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  ).length;
  const failed = failedTests + failedFiles;
  const isSuccess = exitCode === 0 && parsed?.success === true && passed > 0;
  return { passed, failed: isSuccess ? failed : Math.max(failed, 1) };
}

interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

function parse(report: string | undefined): Report | undefined {
  try {
    return report === undefined ? undefined : JSON.parse(report);
  } catch {
    return undefined;
  }
}
