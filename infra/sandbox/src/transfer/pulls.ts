import { rm } from 'node:fs/promises';
import { inspectPhoto } from '../processing/photo-check.ts';
import { mediaPath, type Sandbox } from '../sandbox.ts';
import type { PublishTask } from '../state/publish-task.ts';
import { download } from './download.ts';
import { createPace } from './pace.ts';

/** The downloads of PULL_FROM_URL tasks (reference 5.3). */
export interface Pulls {
  /** Begins to download what a task names, one file after the other. */
  begin(task: PublishTask): void;
  /** Breaks off a download that runs and is not nearly done; returns whether it did (reference 6.3). */
  cancel(task: PublishTask): boolean;
  /** Begins unfinished downloads anew, after a restart. */
  resume(): void;
  /** Breaks off every download without a word; resolves when nothing is written any more. */
  stop(): Promise<void>;
}

interface Pull {
  controller: AbortController;
  stopped: boolean;
  ended: Promise<void>;
  filesLeft: number;
  /** Of the present file. */
  announcedBytes: number | null;
  bytes: number;
}

const deadlineMs = 3600 * 1000;
/** The megabyte of the photo limit is not defined: what fits both readings is accepted. */
const longestBytes = { video: 4 * 1024 ** 3, photo: 20_000_000 };
/** From this share of the last file on, a download counts as nearly done. */
const nearlyDoneShare = 0.9;

const isNearlyDone = ({ filesLeft, announcedBytes, bytes }: Pull) =>
  filesLeft === 1 && announcedBytes !== null && bytes >= announcedBytes * nearlyDoneShare;

export function createPulls(
  sandbox: Pick<Sandbox, 'store' | 'clock' | 'log' | 'processing' | 'dataDir'>,
): Pulls {
  const { store, clock, log, processing } = sandbox;
  const running = new Map<string, Pull>();

  function begin(task: PublishTask): void {
    task.bytes = 0;
    task.photos = [];
    const pull: Pull = {
      controller: new AbortController(),
      stopped: false,
      ended: Promise.resolve(),
      filesLeft: task.pullUrls.length,
      announcedBytes: null,
      bytes: 0,
    };
    running.set(task.publishId, pull);
    clock.at(task.createdAt + deadlineMs, () => pull.controller.abort());
    pull.ended = run(task, pull).finally(() => running.delete(task.publishId));
  }

  /** Never rejects. */
  async function run(task: PublishTask, pull: Pull): Promise<void> {
    try {
      await pullFiles(task, pull);
      if (!pull.stopped && task.status === 'PROCESSING_DOWNLOAD') processing.received(task);
    } catch (error) {
      if (pull.stopped) return;
      const reason = error instanceof Error && 'code' in error ? error.code : 'failed';
      log.info({ publishId: task.publishId, reason }, 'pull failed');
      processing.fail(task, `${task.media}_pull_failed`);
      await removeFiles(task).catch((cause: unknown) => log.warn({ err: cause }, 'a rest of a pull stays'));
    }
  }

  async function pullFiles(task: PublishTask, pull: Pull): Promise<void> {
    const { signal } = pull.controller;
    const pace = createPace({ clock, signal, bytesPerSecond: () => store.settings.pullBytesPerSecond });
    for (const [at, url] of task.pullUrls.entries()) {
      const path = mediaPath(sandbox, task.publishId, at);
      pull.bytes = 0;
      pull.announcedBytes = null;
      const file = await download(url, {
        path,
        longestBytes: longestBytes[task.media],
        signal,
        pace,
        onStart: (announcedBytes) => {
          pull.announcedBytes = announcedBytes;
        },
        onPiece: (bytes) => {
          // The creator may have removed the app meanwhile.
          if (task.status !== 'PROCESSING_DOWNLOAD') throw new Error('the task has ended');
          pull.bytes += bytes;
          task.bytes += bytes;
        },
      });
      pull.filesLeft -= 1;
      if (task.media === 'photo') {
        task.photos.push({ bytes: file.length, sha256: file.sha256, ...(await inspectPhoto(path)) });
      } else {
        task.sha256 = file.sha256;
        task.contentType = file.contentType || 'video/mp4';
      }
    }
  }

  async function removeFiles(task: PublishTask): Promise<void> {
    for (const at of task.pullUrls.keys()) {
      await rm(mediaPath(sandbox, task.publishId, at), { force: true });
    }
  }

  return {
    begin,
    cancel(task) {
      const pull = running.get(task.publishId);
      if (!pull || pull.filesLeft === 0 || isNearlyDone(pull) || task.status !== 'PROCESSING_DOWNLOAD') {
        return false;
      }
      processing.fail(task, 'publish_cancelled');
      pull.controller.abort();
      return true;
    },
    resume() {
      for (const task of store.tasks.values()) {
        if (task.status === 'PROCESSING_DOWNLOAD' && task.receivedAt === null) begin(task);
      }
    },
    async stop() {
      const pulls = [...running.values()];
      for (const pull of pulls) {
        pull.stopped = true;
        pull.controller.abort();
      }
      await Promise.all(pulls.map(({ ended }) => ended));
    },
  };
}
