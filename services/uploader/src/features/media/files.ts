import type { Readable } from 'node:stream';
import type { DataStore, KvStore } from '@tus/server';
import type { Source } from 'mediabunny';

/** Where the bytes of media lie. A media has its own file, named after its id, and a photo also a rendition. */
export interface MediaFiles {
  /** What takes uploads in by tus, under the media's id. `uploads` keeps what is known of them, for `expireMs`. */
  tusStore(options: { uploads: KvStore; expireMs: number }): DataStore;
  /** How many bytes are there, and when they last grew; null if there is no such file. */
  stat(name: string): Promise<{ sizeBytes: number; modifiedAt: Date } | null>;
  /** The bytes from `first` to `last`, both inclusive. */
  openRange(name: string, first: number, last: number): Readable;
  /** The file for a reader of containers, which takes only the parts that it needs. */
  source(name: string): Source;
  /** The whole file on this machine, for libraries that read nothing else. It must be given back. */
  borrow(name: string): Promise<{ path: string; giveBack(): Promise<void> }>;
  /** A path of its own on this machine. What lies there for a day is cleared away, with a bucket at the next start. */
  scratchPath(): string;
  /** Makes a file at such a path the one of this name, as a whole: whoever reads finds the old one or the new one. */
  put(name: string, scratchPath: string): Promise<void>;
  /** The media ids of all files. */
  list(): Promise<string[]>;
  /** Removes a media's own file and its rendition; they may be gone already. */
  remove(mediaId: string): Promise<void>;
  /** Raises if files cannot be stored just now. */
  check(): Promise<void>;
}

/** The name of that which TikTok is given of a photo. */
export const renditionOf = (mediaId: string): string => `${mediaId}.jpg`;

/** The media that a file of this name, or beside it, belongs to; null for the names of others. */
export const mediaIdOf = (name: string): string | null =>
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.[a-z]+)?$/.exec(name)?.[1] ?? null;
