import { pgSchema } from 'drizzle-orm/pg-core';

export const uploaderSchema = pgSchema('uploader');
