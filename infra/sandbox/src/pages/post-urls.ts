import { signCover } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';

/** A link to a cover dies after 6 hours (reference 3.4). */
const coverSeconds = 6 * 3600;

/** A link to the picture of a post, which dies by the sandbox's clock. */
export function coverUrl({ clock, publicUrl }: Pick<Sandbox, 'clock' | 'publicUrl'>, postId: string): string {
  const expires = clock.seconds() + coverSeconds;
  const query = new URLSearchParams({
    'x-expires': `${expires}`,
    'x-signature': signCover(postId, `${expires}`),
  });
  return `${publicUrl()}/_sandbox/covers/${postId}?${query}`;
}

/** The page of a post, under a path like TikTok's. */
export const shareUrl = (
  { publicUrl }: Pick<Sandbox, 'publicUrl'>,
  { username, media, postId }: { username: string; media: 'video' | 'photo'; postId: string },
) => `${publicUrl()}/@${username}/${media}/${postId}`;

/** The player alone, for other people's pages. */
export const embedUrl = ({ publicUrl }: Pick<Sandbox, 'publicUrl'>, postId: string) =>
  `${publicUrl()}/embed/v2/${postId}`;
