import { html } from '../pages/html.ts';
import { coverUrl, embedUrl, shareUrl } from '../pages/post-urls.ts';
import type { Sandbox } from '../sandbox.ts';
import { currentFigures } from './current-figures.ts';
import type { ProfilePost } from './profiles.ts';
import type { VideoField } from './video-fields.ts';

/** Here a caption has at most so many UTF-16 code units, though it may be posted with more. */
const longestText = 150;
const embedHeight = 700;

/** A post as the Display API tells it (reference 3.4): the fields that were asked for, in their order. */
export function videoObject(
  sandbox: Sandbox,
  { post, content, username }: ProfilePost,
  fields: VideoField[],
): Record<string, unknown> {
  const { postId } = post;
  const figures = currentFigures(sandbox, post);
  const embedLink = embedUrl(sandbox, postId);
  const values: Record<VideoField, unknown> = {
    id: postId,
    create_time: Math.floor(post.createdAt / 1000),
    cover_image_url: coverUrl(sandbox, postId),
    share_url: shareUrl(sandbox, { username, media: content.media, postId }),
    // A video has one text; both fields carry it.
    video_description: cutText(content.description || (content.media === 'video' ? content.title : '')),
    duration: content.durationSec > 0 ? Math.max(1, Math.round(content.durationSec)) : 0,
    height: content.height,
    width: content.width,
    title: cutText(content.title),
    embed_html:
      html`<iframe src="${embedLink}" title="${cutText(content.title)}" width="325" height="${embedHeight}" style="border:0" allowfullscreen></iframe>`
        .html,
    embed_link: embedLink,
    like_count: figures.likeCount,
    comment_count: figures.commentCount,
    share_count: figures.shareCount,
    view_count: figures.viewCount,
    is_aigc: content.isAigc,
  };
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

/** Never ends in half a character. */
const cutText = (text: string) => text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '');
