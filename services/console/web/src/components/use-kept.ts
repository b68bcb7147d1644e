import { useState } from 'react';

function read<Content extends object>(key: string, initial: Content): Content {
  try {
    return { ...initial, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') };
  } catch {
    return initial;
  }
}

/**
 * What is typed into a form, kept in this tab: a reload, a crash or an ended session loses nothing. Returns it, how to
 * change it, and how to forget it.
 */
export function useKept<Content extends object>(name: string, initial: Content) {
  const key = `postbus-form-${name}`;
  const [content, setContent] = useState(() => read(key, initial));
  const change = (changes: Partial<Content>) => {
    const next = { ...content, ...changes };
    setContent(next);
    sessionStorage.setItem(key, JSON.stringify(next));
  };
  const forget = () => {
    sessionStorage.removeItem(key);
    setContent(initial);
  };
  return [content, change, forget] as const;
}
