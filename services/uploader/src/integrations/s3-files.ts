import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { CustomSource } from 'mediabunny';
import { v7 as uuidv7 } from 'uuid';
import { type MediaFiles, mediaIdOf, renditionOf } from '../features/media/files.ts';
import type { UploadParts } from '../features/media/upload-parts.ts';
import { isMissing } from './s3-errors.ts';
import { infoOf, restOf, S3TusStore } from './s3-tus-store.ts';

const dayMs = 86_400_000;

export interface S3Options {
  /** A bucket that holds nothing else. */
  bucket: string;
  client: S3ClientConfig;
  /** Which parts of uploads are there. */
  parts: UploadParts;
  /** On this machine, for files on their way. */
  scratchDirectory: string;
}

/** Files in a bucket of S3, or of a store that is compatible with it. */
export async function createS3Files(options: S3Options): Promise<MediaFiles> {
  const { bucket: Bucket, parts, scratchDirectory } = options;
  await mkdir(scratchDirectory, { recursive: true });
  await clearScratch(scratchDirectory);
  const settings = { ...whenRequired, ...options.client };
  const client = new S3Client(settings);
  const scratchPath = () => join(scratchDirectory, uuidv7());

  const open = async (Key: string, range?: { first: number; last: number }): Promise<Readable> => {
    const Range = range && `bytes=${range.first}-${range.last}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...(Range && { Range }) }));
    return Body as Readable;
  };
  const find = async (Key: string) => {
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key }));
      return { sizeBytes: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  /** An upload that was not ended keeps its parts, which cost money, until it is aborted. */
  const abortUpload = async (Key: string): Promise<void> => {
    try {
      const { Metadata } = await client.send(new HeadObjectCommand({ Bucket, Key: infoOf(Key) }));
      const UploadId = Metadata?.['upload-id'];
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    } catch (error) {
      // No upload by tus, or one that has ended.
      if (!isMissing(error)) throw error;
    }
  };

  return {
    tusStore: (tus) => {
      const exists = async (name: string) => (await find(name)) !== null;
      return new S3TusStore({ ...tus, parts, bucket: Bucket, client: settings, exists });
    },
    stat: find,
    openRange: (name, first, last) =>
      Readable.from(
        (async function* () {
          yield* await open(name, { first, last });
        })(),
        { objectMode: false, highWaterMark: 512 * 1024 },
      ),
    source: (name) =>
      new CustomSource({
        async getSize() {
          const found = await find(name);
          if (found === null) throw new Error('there is no such file');
          return found.sizeBytes;
        },
        async read(start, end) {
          const parts = await (await open(name, { first: start, last: end - 1 })).toArray();
          return Buffer.concat(parts);
        },
        prefetchProfile: 'network',
        handleUnhandledError: () => {},
      }),
    async borrow(name) {
      const path = scratchPath();
      const giveBack = () => rm(path, { force: true });
      try {
        await pipeline(await open(name), createWriteStream(path));
      } catch (error) {
        await giveBack();
        throw error;
      }
      return { path, giveBack };
    },
    scratchPath,
    async put(name, path) {
      const Body = createReadStream(path);
      await new Upload({ client, params: { Bucket, Key: name, Body }, queueSize: 2 }).done();
      await rm(path, { force: true });
    },
    async list() {
      const ids = new Set<string>();
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
        for (const { Key = '' } of Contents) ids.add(mediaIdOf(Key) ?? '');
      ids.delete('');
      return [...ids];
    },
    async remove(mediaId) {
      await abortUpload(mediaId);
      const names = [mediaId, renditionOf(mediaId), infoOf(mediaId), restOf(mediaId)];
      const Objects = names.map((Key) => ({ Key }));
      const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      if (Errors[0]) throw new Error(`the bucket keeps a file: ${Errors[0].Code}`);
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket }));
    },
  };
}

/** Stores that are only compatible often do not know the checksums that the SDK adds by itself. */
const whenRequired: S3ClientConfig = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
};

/** What processes that were killed have left behind. */
async function clearScratch(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (mediaIdOf(name) === null) continue;
    const { mtimeMs } = await stat(join(directory, name));
    if (mtimeMs < Date.now() - dayMs) await rm(join(directory, name), { force: true });
  }
}
