/** Why TikTok did not publish it, and what to do (developers.tiktok.com/doc/content-posting-api-reference-get-video-status). */
const words: Record<string, string> = {
  file_format_check_failed:
    'TikTok does not take this kind of file. Export it as MP4 with H.264 and upload it again.',
  duration_check_failed: 'The video is too short or too long for this account. Cut it and upload it again.',
  frame_rate_check_failed:
    'TikTok takes 23 to 60 frames a second. Export it again with a frame rate in between.',
  picture_size_check_failed:
    'The picture is too small or too large for TikTok. Export it with sides of 360 to 4096 pixels.',
  internal: 'Something went wrong at TikTok. Try again.',
  video_pull_failed: 'TikTok could not fetch the video. Try again.',
  photo_pull_failed: 'TikTok could not fetch the photos. Try again.',
  publish_cancelled: 'It was cancelled while TikTok worked on it.',
  auth_removed: 'The creator has withdrawn the access. Reconnect the account, then try again.',
  spam_risk: 'TikTok takes it for spam. Wait a day, and change what it says before you post again.',
  spam_risk_text: 'TikTok takes the caption for spam. Change it and make a new post.',
  spam_risk_too_many_posts: 'This account has posted as much as TikTok allows in a day. Try again tomorrow.',
  spam_risk_user_banned_from_posting:
    'TikTok has banned this account from posting. The creator finds out why in the TikTok app.',
};

/** What failed, in words for people; TikTok's own where there are none of ours. */
export const failureText = ({ code, message }: { code: string; message: string }): string =>
  words[code] ?? message;
