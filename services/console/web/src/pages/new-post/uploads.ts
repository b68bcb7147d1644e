import { useSyncExternalStore } from 'react';
import { DetailedError, Upload } from 'tus-js-client';
import { type ApiError, errorFromBody, offlineError } from '../../api/api-error.ts';
import { csrfHeader, csrfToken, renewSession } from '../../api/send.ts';
import { createSpeedometer, noSpeed, type Speed } from './speed.ts';

export interface UploadState extends Speed {
  /** `interrupted`: it goes on by itself. `failed`: it does not. */
  phase: 'uploading' | 'interrupted' | 'ready' | 'failed';
  sentBytes: number;
  totalBytes: number;
  error?: ApiError;
}

const endpoint = '/api/uploader/api/media';
/** What is sent in one request, and has to be sent again at most. */
const chunkSize = 8 * 1024 * 1024;
/** Without a byte for so long the connection counts as gone. */
const stalledAfterMs = 30_000;
const retryAfterMs = [500, 1000, 2000, 4000, 8000];

const states = new Map<string, UploadState>();
const running = new Map<string, Upload>();
const listeners = new Set<() => void>();

function setState(id: string, change: Partial<UploadState>): void {
  const known = states.get(id);
  if (known) states.set(id, { ...known, ...change });
  for (const listener of listeners) listener();
}

/**
 * Sends a file by tus, or goes on where an earlier page has stopped. It outlives the page that began it: leaving for
 * another page of the console does not end it. `onReady` is told the media id.
 */
export async function startUpload(id: string, file: File, onReady: (mediaId: string) => void): Promise<void> {
  if (running.has(id)) return;
  const speedometer = createSpeedometer();
  states.set(id, { phase: 'uploading', sentBytes: 0, totalBytes: file.size, ...noSpeed });
  let failures = 0;
  let stallTimer: ReturnType<typeof setTimeout> | undefined;
  const goOn = () => {
    if (running.get(id) !== upload || states.get(id)?.phase !== 'interrupted' || !navigator.onLine) return;
    setState(id, { phase: 'uploading' });
    watch();
    upload.start();
  };
  /** A request whose connection is gone may hang for minutes before anybody says so. */
  const interrupt = () => {
    if (running.get(id) !== upload || states.get(id)?.phase !== 'uploading') return;
    void upload.abort();
    wait(offlineError());
  };
  const watch = () => {
    clearTimeout(stallTimer);
    stallTimer = setTimeout(interrupt, stalledAfterMs);
  };
  const wait = (problem: ApiError) => {
    clearTimeout(stallTimer);
    speedometer.reset();
    setState(id, { phase: 'interrupted', error: problem, ...noSpeed });
    const pause = retryAfterMs[Math.min(failures, retryAfterMs.length - 1)];
    failures += 1;
    // Whichever comes first: the connection is back, or it is time to try.
    setTimeout(goOn, pause);
  };
  const end = () => {
    clearTimeout(stallTimer);
    running.delete(id);
    removeEventListener('online', goOn);
    removeEventListener('offline', interrupt);
  };
  const upload = new Upload(file, {
    endpoint,
    chunkSize,
    retryDelays: null,
    metadata: { filename: file.name, filetype: file.type },
    fingerprint: async () => `postbus-upload-${id}`,
    removeFingerprintOnSuccess: true,
    async onBeforeRequest(request) {
      request.setHeader(csrfHeader, await csrfToken());
    },
    onProgress(sentBytes, totalBytes) {
      failures = 0;
      watch();
      const speed = speedometer.add({ atMs: performance.now(), bytes: sentBytes }, totalBytes);
      setState(id, { phase: 'uploading', sentBytes, totalBytes, ...speed });
    },
    onSuccess() {
      end();
      setState(id, { phase: 'ready', sentBytes: file.size, ...noSpeed });
      onReady(upload.url?.split('/').at(-1) ?? '');
    },
    onError(error) {
      const problem = problemOf(error);
      if (sessionProblems.has(problem.code)) void renewSession();
      if (isPassing(problem)) return wait(problem);
      end();
      setState(id, { phase: 'failed', error: problem, ...noSpeed });
    },
  });
  running.set(id, upload);
  setState(id, {});
  watch();
  addEventListener('online', goOn);
  addEventListener('offline', interrupt);
  const [previous] = await upload.findPreviousUploads();
  if (previous) upload.resumeFromPreviousUpload(previous);
  upload.start();
}

/** Ends an upload; what was sent of it is removed. */
export async function abortUpload(id: string): Promise<void> {
  const upload = running.get(id);
  running.delete(id);
  states.delete(id);
  await upload?.abort(true).catch(() => {}); // uploader forgets an unfinished one by itself.
}

/** How the upload of this file is, as far as this page has seen it. */
export const useUpload = (id: string): UploadState | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => states.get(id),
  );

function problemOf(error: Error): ApiError {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  return answer ? errorFromBody(answer.getStatus(), answer.getBody()) : offlineError();
}

/** The person signs in again, and the upload goes on. */
const sessionProblems = new Set(['not_signed_in', 'csrf_refused']);

/** 409: the piece before has arrived although its answer did not. 423: uploader still writes it down. */
const isPassing = ({ status, code, retryable }: ApiError): boolean =>
  status === 0 || status >= 500 || [409, 423, 429].includes(status) || sessionProblems.has(code) || retryable;
