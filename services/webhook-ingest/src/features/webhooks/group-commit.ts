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

/** Rows that one write takes, with one answer and one deadline: that of the row that came first. */
interface Group<Row> {
  rows: Row[];
  bytes: number;
  answer: PromiseWithResolvers<void>;
  deadline: NodeJS.Timeout;
}

const mebibyte = 1024 * 1024;

/**
 * Writes rows that arrive together with one write, and answers each when that write is on disk.
 *
 * Nothing is delayed in order to grow a batch: a row that arrives alone is written at once, and those that arrive
 * while writes are under way form the next one. So batches grow with the load, up to a size from which a larger one
 * gains nothing: it would only leave a small one beside it, and the processor with nothing to do until it is through.
 */
export function createGroupCommit<Row>(options: GroupCommitOptions<Row>): GroupCommit<Row> {
  const { write, sizeOf, onFull, onDeadline, deadlineMs = 5_000, maxConcurrentWrites = 2 } = options;
  const { maxBatchRows = 100, maxBatchBytes = 4 * mebibyte } = options;
  const { maxWaitingRows = 10_000, maxWaitingBytes = 64 * mebibyte } = options;
  let queue: Group<Row>[] = [];
  let waitingRows = 0;
  let waitingBytes = 0;
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

  const open = (): Group<Row> => {
    const group: Group<Row> = {
      rows: [],
      bytes: 0,
      answer: Promise.withResolvers(),
      deadline: setTimeout(() => {
        if (queue.includes(group)) leave(group);
        group.answer.reject(onDeadline());
      }, deadlineMs),
    };
    queue.push(group);
    return group;
  };

  const leave = (group: Group<Row>) => {
    queue = queue.filter((other) => other !== group);
    waitingRows -= group.rows.length;
    waitingBytes -= group.bytes;
  };

  const writeNext = async () => {
    const [group] = queue;
    if (group) {
      leave(group);
      writes += 1;
      rowsBeingWritten += group.rows.length;
      schedule();
      try {
        await write(group.rows);
        group.answer.resolve();
      } catch (error) {
        group.answer.reject(error);
      }
      clearTimeout(group.deadline);
      writes -= 1;
      rowsBeingWritten -= group.rows.length;
    }
    schedule();
    if (writes === 0 && queue.length === 0) for (const resolve of idle.splice(0)) resolve();
  };

  const add = (row: Row): Promise<void> => {
    const bytes = sizeOf(row);
    if (waitingRows >= maxWaitingRows || waitingBytes + bytes > maxWaitingBytes)
      return Promise.reject(onFull());
    let group = queue.at(-1);
    if (!group || group.rows.length >= maxBatchRows || group.bytes + bytes > maxBatchBytes) group = open();
    group.rows.push(row);
    group.bytes += bytes;
    waitingRows += 1;
    waitingBytes += bytes;
    schedule();
    return group.answer.promise;
  };

  const drain = () =>
    new Promise<void>((resolve) => {
      if (writes === 0 && queue.length === 0) resolve();
      else idle.push(resolve);
    });

  return { add, drain, pending: () => waitingRows + rowsBeingWritten };
}
