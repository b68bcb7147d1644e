export { findChromium } from '../chromium/find-chromium.ts';
export { encodeVideo } from '../demo/encode-video.ts';
export type { DemoResult } from '../demo/run-demo.ts';
export { runSeed, type SeedOptions } from '../seed/run-seed.ts';
export { connectTestCreator, runMainJob, uploadTestMedia } from './main-job.ts';
export { startTestStack, type TestStack, type TestStackOptions } from './start-test-stack.ts';
