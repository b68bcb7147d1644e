import { useEffect, useState } from 'react';
import { readFile } from './file-store.ts';

/** An address of a file in this browser, to look at it; null where the browser has not kept it. */
export function useFileUrl(id: string | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    if (id) {
      void readFile(id).then((file) => {
        if (!file || isGone) return;
        made = URL.createObjectURL(file);
        setUrl(made);
      });
    }
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [id]);
  return url;
}
