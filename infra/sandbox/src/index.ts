export type { SandboxOptions } from './options.ts';
export { type RunningSandbox, startSandbox } from './start-sandbox.ts';
