import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { DetailedError, Upload } from 'tus-js-client';
import { Problem } from '../problem.ts';
import type { Api } from './api.ts';
import type { Patience } from './patiently.ts';

/** What is sent in one request. What the server has confirmed is not sent again. */
const chunkSize = 16 * 1024 * 1024;
const retryEveryMs = 3_000;

export interface UploadMediaOptions {
  /** Where media are created. */
  endpoint: string;
  file: string;
  /** `video/mp4` unless told. */
  contentType?: string;
  api: Api;
  patience: Patience;
  /** Told how far it is. */
  onProgress: (sentBytes: number, totalBytes: number) => void;
}

/** Uploads a file by tus, going on where it was after every interruption. Returns the media's id. */
export function uploadMedia({
  endpoint,
  file,
  contentType = 'video/mp4',
  api,
  patience,
  onProgress,
}: UploadMediaOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const retries = Math.ceil(patience.limitMs / retryEveryMs);
    const upload = new Upload(createReadStream(file), {
      endpoint,
      chunkSize,
      retryDelays: [200, 500, 1_000, ...Array.from({ length: retries }, () => retryEveryMs)],
      metadata: { filename: basename(file), filetype: contentType },
      removeFingerprintOnSuccess: true,
      onBeforeRequest: async (request) => request.setHeader('Authorization', await api.authorization()),
      onShouldRetry: (error) => !patience.signal.aborted && mayPass(error.originalResponse?.getStatus()),
      onProgress,
      onError: (error) => reject(patience.signal.aborted ? patience.signal.reason : explained(error)),
      onSuccess: () => {
        const mediaId = upload.url?.split('/').at(-1);
        if (mediaId) resolve(mediaId);
        else reject(new Problem('The uploader gave no address for the media.'));
      },
    });
    patience.signal.addEventListener('abort', () => {
      void upload.abort();
      reject(patience.signal.reason);
    });
    upload.start();
  });
}

/** No answer, a conflict with a request that is still ending, and everything that the server's state explains. */
function mayPass(status: number | undefined): boolean {
  return (
    status === undefined ||
    status === 0 ||
    status === 409 ||
    status === 423 ||
    status === 429 ||
    status >= 500
  );
}

function explained(error: Error | DetailedError): Problem {
  const response = error instanceof DetailedError ? error.originalResponse : undefined;
  if (!response) return new Problem(`The upload failed: ${error.message}`);
  return new Problem(`The uploader refused the file with ${response.getStatus()}: ${response.getBody()}`);
}
