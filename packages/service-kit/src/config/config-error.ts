/** One setting that is missing or malformed. It never carries the value. */
export interface ConfigProblem {
  name: string;
  /** What is wrong, as the end of a sentence: `is missing`, `is malformed (must be an integer)`. */
  problem: string;
  /** What the setting is for. */
  hint?: string | undefined;
}

/** The configuration cannot be used. The message lists everything that is wrong with it, by name. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(messageOf(problems));
    this.problems = problems;
  }
}

function messageOf(problems: readonly ConfigProblem[]): string {
  const heading = problems.length === 1 ? '1 setting is wrong:' : `${problems.length} settings are wrong:`;
  const lines = problems.map(({ name, problem, hint }) => `  ${name} ${problem}${hint ? `. ${hint}` : ''}`);
  return [heading, ...lines].join('\n');
}
