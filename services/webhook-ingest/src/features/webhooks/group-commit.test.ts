import { describe, expect, test } from 'vitest';
import { createGroupCommit, type GroupCommitOptions } from './group-commit.ts';

/** A disk that the test holds: each write waits until it is let through or fails. */
function heldDisk(options: Partial<GroupCommitOptions<string>> = {}) {
  const writes: { rows: string[]; done(): void; fail(error: Error): void }[] = [];
  const commit = createGroupCommit<string>({
    write: (rows) => new Promise<void>((done, fail) => writes.push({ rows, done, fail })),
    sizeOf: (row) => row.length,
    onFull: () => new Error('full'),
    onDeadline: () => new Error('too late'),
    maxConcurrentWrites: 1,
    ...options,
  });
  return { commit, writes };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
const outcome = (added: Promise<void>) =>
  added.then(
    () => 'written',
    (error: Error) => error.message,
  );

describe('group commit', () => {
  test('rows that arrive together share one write, and none is answered before it is done', async () => {
    const { commit, writes } = heldDisk();
    let answered = 0;
    const added = ['a', 'b', 'c'].map((row) => commit.add(row).then(() => (answered += 1)));
    await nextTurn();
    expect(writes.map(({ rows }) => rows)).toEqual([['a', 'b', 'c']]);
    expect(answered).toBe(0);
    expect(commit.pending()).toBe(3);
    writes[0]?.done();
    await Promise.all(added);
    expect(answered).toBe(3);
    expect(commit.pending()).toBe(0);
  });

  test('rows that arrive during a write form the next one', async () => {
    const { commit, writes } = heldDisk();
    const first = commit.add('a');
    await nextTurn();
    const later = [commit.add('b'), commit.add('c')];
    await nextTurn();
    expect(writes).toHaveLength(1);
    writes[0]?.done();
    await first;
    await nextTurn();
    expect(writes[1]?.rows).toEqual(['b', 'c']);
    writes[1]?.done();
    await Promise.all(later);
  });

  test('a failed write fails its own rows and no others', async () => {
    const { commit, writes } = heldDisk();
    const first = outcome(commit.add('a'));
    await nextTurn();
    const second = outcome(commit.add('b'));
    writes[0]?.fail(new Error('disk gone'));
    await nextTurn();
    writes[1]?.done();
    expect(await first).toBe('disk gone');
    expect(await second).toBe('written');
  });

  test('a write takes no more rows and bytes than allowed, and at least one row', async () => {
    const { commit, writes } = heldDisk({ maxBatchRows: 2, maxBatchBytes: 5 });
    const added = ['aaaaaaaa', 'b', 'c', 'd', 'eeee', 'ff'].map((row) => commit.add(row));
    const drained = commit.drain();
    for (let index = 0; index < 5; index += 1) {
      await nextTurn();
      writes[index]?.done();
    }
    await Promise.all([...added, drained]);
    expect(writes.map(({ rows }) => rows)).toEqual([['aaaaaaaa'], ['b', 'c'], ['d', 'eeee'], ['ff']]);
  });

  test('a full queue refuses at once, by rows and by bytes, and takes rows again when there is room', async () => {
    const { commit, writes } = heldDisk({ maxWaitingRows: 2, maxWaitingBytes: 6 });
    const first = commit.add('a');
    await nextTurn();
    const waiting = [
      commit.add('bbb'),
      outcome(commit.add('cccc')),
      commit.add('d'),
      outcome(commit.add('e')),
    ];
    expect(await waiting[1]).toBe('full');
    expect(await waiting[3]).toBe('full');
    writes[0]?.done();
    await first;
    await nextTurn();
    writes[1]?.done();
    await Promise.all(waiting);
    const after = commit.add('f');
    await nextTurn();
    writes[2]?.done();
    await after;
    expect(writes.map(({ rows }) => rows)).toEqual([['a'], ['bbb', 'd'], ['f']]);
  });

  test('a row that is not on disk in time is refused, and one that still waits then is not written', async () => {
    const { commit, writes } = heldDisk({ deadlineMs: 5 });
    const inFlight = outcome(commit.add('a'));
    await nextTurn();
    const waiting = outcome(commit.add('b'));
    expect(await Promise.all([inFlight, waiting])).toEqual(['too late', 'too late']);
    const drained = commit.drain();
    writes[0]?.done();
    await drained;
    expect(writes.map(({ rows }) => rows)).toEqual([['a']]);
  });

  test('drain waits for the write under way and for what still waits', async () => {
    const { commit, writes } = heldDisk();
    await commit.drain();
    let drained = false;
    const added = [commit.add('a')];
    await nextTurn();
    added.push(commit.add('b'));
    const drain = commit.drain().then(() => {
      drained = true;
    });
    writes[0]?.done();
    await nextTurn();
    expect(drained).toBe(false);
    writes[1]?.done();
    await Promise.all([...added, drain]);
  });
});
