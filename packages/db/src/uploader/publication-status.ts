/** Where a publication is on its way, as the events tell it. */
export type PublicationStatus =
  | 'draft'
  | 'scheduled'
  | 'queued'
  | 'initialising'
  | 'uploading'
  | 'processing'
  | 'inbox_delivered'
  | 'published'
  | 'removed'
  | 'failed'
  | 'cancelled'
  | 'unconfirmed';
