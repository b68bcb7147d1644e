/** Longest that is kept: TikTok's captions have 2,200 characters, and no tag that means something comes near this. */
const longest = 100;

const url = /\bhttps?:\/\/\S+/giu;

/** After `&` it is part of an HTML entity (`&#39;`). U+FF03 is the sign of Japanese keyboards. */
const tag = /(?<!&)[#\uFF03]([\p{L}\p{N}\p{M}_\u200C\u200D]+)/gu;

/**
 * The hashtags of a caption, in the order in which they come, each once: without the sign, in lower case and NFKC, so
 * that `#Brot`, `#brot` and its full-width form are one. Letters, marks, digits and underscores of any script; what
 * has no letter is a number and no tag.
 */
export function hashtagsOf(caption: string | null): string[] {
  if (caption === null) return [];
  const found = new Set<string>();
  for (const [, word = ''] of caption.replace(url, ' ').matchAll(tag)) {
    const normal = word
      .normalize('NFKC')
      .toLowerCase()
      .replace(/^[\u200C\u200D]+|[\u200C\u200D]+$/gu, '');
    if (/\p{L}/u.test(normal) && normal.length <= longest) found.add(normal);
  }
  return [...found];
}
