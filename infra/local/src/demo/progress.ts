import type { Publication } from './publish.ts';

/** Tells how far the demo is, each thing once: a line for every tenth of the upload and for every status. */
export interface Progress {
  uploading(sentBytes: number, totalBytes: number): void;
  publishing(publication: Publication): void;
}

/** Says each step in a line of its own, so that it also reads well in a file. */
export function createProgress(say: (line: string) => void): Progress {
  let tenths = 0;
  let told = 0;
  let sentToPlatform = 0;
  return {
    uploading(sentBytes, totalBytes) {
      const now = totalBytes === 0 ? 10 : Math.floor((sentBytes / totalBytes) * 10);
      if (now <= tenths) return;
      tenths = now;
      say(`  ${bar(now)} ${mebibytes(sentBytes)} of ${mebibytes(totalBytes)} to Postbus`);
    },
    publishing({ history, bytes }) {
      for (const { status, at } of history.slice(told)) say(`  ${at.slice(11, 23)}  ${status}`);
      told = Math.max(told, history.length);
      const now = bytes.total === 0 ? 0 : Math.floor((bytes.sent / bytes.total) * 10);
      if (now <= sentToPlatform) return;
      sentToPlatform = now;
      say(`  ${bar(now)} ${mebibytes(bytes.sent)} of ${mebibytes(bytes.total)} to the platform`);
    },
  };
}

const bar = (tenths: number) => `[${'#'.repeat(tenths)}${'.'.repeat(10 - tenths)}]`;

const mebibytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 2 : 0)} MiB`;
