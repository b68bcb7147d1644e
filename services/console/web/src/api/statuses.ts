import type { PublicationStatus } from './posts.ts';

interface Appearance {
  label: string;
  color: string;
  /** What it means, in a sentence. */
  meaning: string;
}

/** How each state of a publication is shown. */
export const appearances: Record<PublicationStatus, Appearance> = {
  draft: { label: 'Draft', color: 'gray', meaning: 'Kept here until you publish it.' },
  scheduled: { label: 'Scheduled', color: 'violet', meaning: 'Waits for its time.' },
  queued: { label: 'Queued', color: 'blue', meaning: 'Waits for its turn, or for quota.' },
  initialising: { label: 'Starting', color: 'blue', meaning: 'TikTok is asked to take it.' },
  uploading: { label: 'Sending', color: 'blue', meaning: 'The file is on its way to TikTok.' },
  processing: {
    label: 'Processing',
    color: 'cyan',
    meaning: 'TikTok has it. It may take a few minutes until it is visible.',
  },
  inbox_delivered: {
    label: 'In the inbox',
    color: 'green',
    meaning: 'The creator finishes and posts it in the TikTok app.',
  },
  published: { label: 'Published', color: 'green', meaning: 'It is on the profile.' },
  removed: {
    label: 'Removed',
    color: 'orange',
    meaning: 'It was published and is no longer public: the creator has hidden it, or TikTok has removed it.',
  },
  failed: { label: 'Failed', color: 'red', meaning: 'It was not published.' },
  cancelled: { label: 'Cancelled', color: 'gray', meaning: 'Somebody has cancelled it.' },
  unconfirmed: {
    label: 'Unconfirmed',
    color: 'orange',
    meaning: 'TikTok may or may not have taken it. It is not sent again before that is known.',
  },
};

export const publicationStatuses = Object.keys(appearances) as PublicationStatus[];

const underWay = new Set<string>(['queued', 'initialising', 'uploading', 'processing', 'unconfirmed']);

/** Whether its state changes by itself soon. */
export const isUnderWay = (status: string): boolean => underWay.has(status);
