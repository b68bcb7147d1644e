import { useCallback, useEffect, useState } from 'react';
import { type ChangeDraft, type Draft, type DraftFile, kindOf } from './draft.ts';
import { dropFile, keepFile, readFile } from './file-store.ts';
import { abortUpload, startUpload } from './uploads.ts';

const mostPhotos = 35;

/** The files of the draft: sends what is new, and goes on with what an earlier page has begun. */
export function useFiles({ draft, change }: { draft: Draft; change: ChangeDraft }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  /** Begun before, but the browser has not kept the bytes: the person is asked for the file again. */
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());

  const begin = useCallback(
    (id: string, file: File) =>
      startUpload(id, file, (mediaId) =>
        change(({ files }) => ({
          files: files.map((known) => (known.id === id ? { ...known, mediaId } : known)),
        })),
      ),
    [change],
  );

  const unfinished = draft.files
    .filter(({ mediaId }) => !mediaId)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    for (const id of unfinished.split(' ').filter(Boolean)) {
      void readFile(id).then((file) => {
        if (file) return begin(id, file);
        setWanted((known) => new Set([...known, id]));
      });
    }
  }, [unfinished, begin]);

  const add = (given: File[]) => {
    const problem = problemWith(given, draft);
    setRefusal(problem);
    if (problem) return;
    const files = given.map((file): [DraftFile, File] => [describe(file), file]);
    for (const [{ id }, file] of files) void keepFile(id, file);
    change(({ files: known }) => ({ files: [...known, ...files.map(([file]) => file)] }));
  };

  const remove = (id: string) => {
    void abortUpload(id);
    void dropFile(id);
    change(({ files }) => ({ files: files.filter((file) => file.id !== id), coverIndex: 0 }));
  };

  /** The same file, chosen again. */
  const supply = (id: string, file: File) => {
    const known = draft.files.find((one) => one.id === id);
    if (known?.name !== file.name || known.sizeBytes !== file.size) {
      setRefusal(`This is another file than ${known?.name}. Choose that one, or remove it from the post.`);
      return;
    }
    setRefusal(null);
    setWanted((ids) => new Set([...ids].filter((one) => one !== id)));
    void keepFile(id, file);
    void begin(id, file);
  };

  const move = (id: string, by: -1 | 1) =>
    change(({ files }) => {
      const from = files.findIndex((file) => file.id === id);
      const file = files[from];
      if (!file || !files[from + by]) return {};
      return { files: files.filter((one) => one.id !== id).toSpliced(from + by, 0, file) };
    });

  return { ...{ refusal, wanted, add, remove, supply, move }, refuse: setRefusal };
}
export type Files = ReturnType<typeof useFiles>;

const describe = ({ name, size, type }: File): DraftFile => ({
  id: crypto.randomUUID(),
  name,
  sizeBytes: size,
  kind: type.startsWith('image/') ? 'photo' : 'video',
});

/** TikTok takes one video or up to 35 photos. */
function problemWith(given: File[], draft: Draft): string | null {
  const kinds = new Set(given.map((file) => describe(file).kind));
  if (draft.files.length > 0) kinds.add(kindOf(draft));
  if (kinds.size > 1) return 'A post shows either one video or photos, not both.';
  const count = draft.files.length + given.length;
  if (kinds.has('video') && count > 1) return 'A post has one video. Remove it first to choose another one.';
  if (count > mostPhotos) return `A post has ${mostPhotos} photos at most.`;
  return null;
}
