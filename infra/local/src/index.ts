export { Problem } from './problem.ts';
export { type LocalFile, readLocalFile } from './stack/local-file.ts';
export type { ManagedService } from './stack/managed-service.ts';
export type { Ports, StackOptions } from './stack/settings.ts';
export { type Stack, type StackServer, startStack } from './stack/start-stack.ts';
