/** TikTok's own words for who may see a post (developers.tiktok.com/doc/content-sharing-guidelines). */
export const privacyLabels: Record<string, string> = {
  PUBLIC_TO_EVERYONE: 'Everyone',
  MUTUAL_FOLLOW_FRIENDS: 'Friends: followers you follow back',
  FOLLOWER_OF_CREATOR: 'Followers',
  SELF_ONLY: 'Only me',
};

export const onlyMe = 'SELF_ONLY';

/** The texts that TikTok asks for, to the letter. */
export const guidelineTexts = {
  brandedNotPrivate: 'Branded content visibility cannot be set to private.',
  indicate: 'You need to indicate if your content promotes yourself, a third party, or both.',
  processing:
    'After you publish, it may take a few minutes for TikTok to process the post before it is visible.',
};

export const musicUsageUrl = 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en';
export const brandedContentUrl = 'https://www.tiktok.com/legal/page/global/bc-policy/en';
