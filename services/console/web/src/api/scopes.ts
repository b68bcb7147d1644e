/** What TikTok lets Postbus do with an account, and what a missing permission costs. */
export const tiktokScopes: Record<string, { label: string; withoutIt: string }> = {
  'user.info.basic': { label: 'Name and avatar', withoutIt: 'The account cannot be told from others.' },
  'user.info.profile': { label: 'Profile', withoutIt: 'No handle, bio and link are shown.' },
  'user.info.stats': { label: 'Figures', withoutIt: 'No followers and likes in the analytics.' },
  'video.list': { label: 'Videos', withoutIt: 'No views and comments of posts in the analytics.' },
  'video.upload': { label: 'Inbox', withoutIt: 'Nothing can be sent to the inbox of the TikTok app.' },
  'video.publish': { label: 'Publishing', withoutIt: 'Nothing can be published directly.' },
};
