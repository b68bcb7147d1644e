import { S3ServiceException } from '@aws-sdk/client-s3';

/** Whether a bucket says that it has no such file or upload. */
export const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
