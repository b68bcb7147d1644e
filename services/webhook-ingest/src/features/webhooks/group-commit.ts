export interface GroupCommitOptions<Row> {
  /** Puts the rows on disk, all or none, and resolves when they are there. */
  write(rows: Row[]): Promise<unknown>;
  /** How much memory a row takes, in bytes, about. */
  sizeOf(row: Row): number;
  /** The error of a row that found the queue full. */
  onFull(): Error;
  /** The error of a row that was not on disk after `deadlineMs`. It may get there later. */
  onDeadline(): Error;
  /** What one write takes at most. */
  maxBatchRows?: number;
  maxBatchBytes?: number;
  /** What may wait at most: beyond it, rows are refused rather than memory filled. */
  maxWaitingRows?: number;
  maxWaitingBytes?: number;
  /** Writes at the same time: while one waits for the disk, the next is being sent. */
  maxConcurrentWrites?: number;
  deadlineMs?: number;
}

export interface GroupCommit<Row> {
  /** Resolves when the row is on disk; rejects when it may not be. */
  add(row: Row): Promise<void>;
  /** How many rows wait or are being written. */
  pending(): number;
  /** Resolves when every row that was added is written or refused. */
  drain(): Promise<void>;
}

interface Waiting<Row> {
  row: Row;
  bytes: number;
  settled: boolean;
  settle(error?: unknown): void;
}

const mebibyte = 1024 * 1024;

/**
 * Writes rows that arrive together with one write, and answers each when that write is on disk.
 *
 * Nothing is delayed in order to grow a batch: a row that arrives alone is written at once, and those that arrive
 * while writes are under way form the next one. So batches grow with the load.
 */
export function createGroupCommit<Row>(options: GroupCommitOptions<Row>): GroupCommit<Row> {
  const { write, sizeOf, onFull, onDeadline, deadlineMs = 5_000, maxConcurrentWrites = 2 } = options;
  const { maxBatchRows = 500, maxBatchBytes = 4 * mebibyte } = options;
  const { maxWaitingRows = 10_000, maxWaitingBytes = 64 * mebibyte } = options;
  let queue: Waiting<Row>[] = [];
  let queuedBytes = 0;
  let writes = 0;
  let rowsBeingWritten = 0;
  let scheduled = false;
  const idle: (() => void)[] = [];

  const schedule = () => {
    if (scheduled || writes >= maxConcurrentWrites || queue.length === 0) return;
    scheduled = true;
    // After all sockets that are readable now have been read: their requests share the write.
    setImmediate(() => {
      scheduled = false;
      void writeNext();
    });
  };

  const takeBatch = (): Waiting<Row>[] => {
    let bytes = 0;
    let count = 0;
    for (const { bytes: more } of queue) {
      if (count === maxBatchRows || (count > 0 && bytes + more > maxBatchBytes)) break;
      bytes += more;
      count += 1;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    queuedBytes -= bytes;
    return batch.filter(({ settled }) => !settled);
  };

  const writeNext = async () => {
    const batch = takeBatch();
    writes += 1;
    rowsBeingWritten += batch.length;
    schedule();
    try {
      if (batch.length > 0) await write(batch.map(({ row }) => row));
      for (const waiting of batch) waiting.settle();
    } catch (error) {
      for (const waiting of batch) waiting.settle(error);
    }
    writes -= 1;
    rowsBeingWritten -= batch.length;
    schedule();
    if (writes === 0 && queue.length === 0) for (const resolve of idle.splice(0)) resolve();
  };

  const add = (row: Row): Promise<void> =>
    new Promise((resolve, reject) => {
      const bytes = sizeOf(row);
      if (queue.length >= maxWaitingRows || queuedBytes + bytes > maxWaitingBytes) return reject(onFull());
      const settle = (error?: unknown) => {
        if (waiting.settled) return;
        waiting.settled = true;
        clearTimeout(deadline);
        if (error === undefined) resolve();
        else reject(error);
      };
      const waiting: Waiting<Row> = { row, bytes, settled: false, settle };
      const deadline = setTimeout(() => settle(onDeadline()), deadlineMs);
      queue.push(waiting);
      queuedBytes += bytes;
      schedule();
    });

  const drain = () =>
    new Promise<void>((resolve) => {
      if (writes === 0 && queue.length === 0) resolve();
      else idle.push(resolve);
    });

  return { add, drain, pending: () => queue.length + rowsBeingWritten };
}
