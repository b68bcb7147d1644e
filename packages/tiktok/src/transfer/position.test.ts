import { describe, expect, test } from 'vitest';
import { plan } from '../testing/media.ts';
import { storedBytes, uploadedBytesOf } from './position.ts';

const total = plan.videoSize;

describe('what TikTok has, by Content-Range', () => {
  test.each([
    [`bytes 0-5242879/${total}`, 5_242_880],
    [`bytes 0-5242880/${total}`, 5_242_880],
    [`bytes 0-10485759/${total}`, 10_485_760],
    [`bytes 0-${total - 1}/${total}`, total],
    [`bytes 0-${total}/${total}`, total],
    [`bytes 0-0/${total}`, 0],
    // The last chunk takes the remainder, so no chunk ends here.
    [`bytes 0-15728639/${total}`, null],
    [`bytes 0-5000000/${total}`, null],
    [`bytes 5-5242879/${total}`, null],
    ['bytes 0-5242879/1', null],
    [`bytes */${total}`, null],
    ['', null],
    [null, null],
  ])('%s → %s', (contentRange, bytes) => {
    expect(storedBytes(contentRange, plan)).toBe(bytes);
  });
});

describe('what TikTok has, by its status', () => {
  const status = { failReason: null, postIds: [], downloadedBytes: null };
  test.each([
    ['PROCESSING_UPLOAD', 17, 17],
    ['PROCESSING_UPLOAD', null, null],
    ['PUBLISH_COMPLETE', null, total],
    ['SEND_TO_USER_INBOX', 0, total],
  ])('%s with %s → %s', (name, uploadedBytes, bytes) => {
    expect(uploadedBytesOf({ ...status, status: name, uploadedBytes }, plan)).toBe(bytes);
  });
});
