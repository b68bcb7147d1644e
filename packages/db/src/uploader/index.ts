export { inbox, outbox } from './bus.ts';
export { uploaderSchema } from './schema.ts';
