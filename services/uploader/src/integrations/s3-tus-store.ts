import { Readable } from 'node:stream';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { type MetadataValue, S3Store } from '@tus/s3-store';
import { ERRORS, type KvStore, type Upload } from '@tus/server';
import type { UploadParts } from '../features/media/upload-parts.ts';
import { isMissing } from './s3-errors.ts';

/** What an upload has in the bucket beside itself: what is known of it, and bytes that are too few for a part. */
export const infoOf = (mediaId: string): string => `${mediaId}.info`;
export const restOf = (mediaId: string): string => `${mediaId}.part`;

export interface S3TusStoreOptions {
  uploads: KvStore;
  parts: UploadParts;
  expireMs: number;
  bucket: string;
  client: S3ClientConfig;
  /** Whether the bucket has a file of this name. */
  exists(name: string): Promise<boolean>;
}

/**
 * Takes uploads in by tus, each as a multipart upload. Which parts there are is noted in the database, and not asked of the
 * bucket: parts are sent side by side, so one that was sent by a killed process may come after a gap.
 */
export class S3TusStore extends S3Store {
  readonly #options: S3TusStoreOptions;

  constructor(options: S3TusStoreOptions) {
    super({
      s3ClientConfig: { ...options.client, bucket: options.bucket },
      expirationPeriodInMilliseconds: options.expireMs,
      useTags: false,
      cache: noCache,
    });
    this.#options = options;
  }

  /** Assembles an upload whose process died after its last part: nobody would send another byte to it. */
  override async getUpload(id: string): Promise<Upload> {
    const { file } = await this.getMetadata(id).catch((cause) => {
      throw isMissing(cause) ? ERRORS.FILE_NOT_FOUND : cause;
    });
    file.offset = await this.#offsetOf(id, file.size);
    return file;
  }

  async #offsetOf(id: string, size: number | undefined): Promise<number> {
    if (size !== undefined && (await this.#options.exists(id))) return size;
    const parts = await this.#options.parts.list(id);
    const rest = (await this.getIncompletePartSize(id)) ?? 0;
    const offset = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, rest);
    if (offset > 0 && offset === size) await this.write(Readable.from([]), id, offset);
    return offset;
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    await this.#options.parts.trim(id);
    return super.write(source, id, offset);
  }

  override async declareUploadLength(id: string, length: number): Promise<void> {
    await super.declareUploadLength(id, length);
    const upload = await this.#options.uploads.get(id);
    if (!upload) return;
    upload.size = length;
    await this.#options.uploads.set(id, upload);
  }

  protected override async uploadPart(
    metadata: MetadataValue,
    source: Parameters<S3Store['uploadPart']>[1],
    partNumber: number,
  ): Promise<string> {
    const eTag = await super.uploadPart(metadata, source, partNumber);
    const sizeBytes = 'bytesRead' in source ? source.bytesRead : 0;
    await this.#options.parts.add(metadata.file.id, { partNumber, eTag, sizeBytes });
    return eTag;
  }

  protected override async retrieveParts(id: string) {
    const parts = await this.#options.parts.list(id);
    return parts.map(({ partNumber, eTag, sizeBytes }) => ({
      PartNumber: partNumber,
      ETag: eTag,
      Size: sizeBytes,
    }));
  }
}

/** Another process may have gone on with an upload. */
const noCache: KvStore<MetadataValue> = {
  get: async () => undefined,
  set: async () => {},
  delete: async () => {},
};
