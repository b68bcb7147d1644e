import { chunkPlan, maxVideoSize, planChunks, type TikTokClient } from '@postbus/tiktok';
import { expect } from 'vitest';
import { type ClientCase, type ClientContext, errorOf } from '../client-case.ts';

const photoImages = ['https://media.example.com/1.jpg'];
const url = { source: 'PULL_FROM_URL', videoUrl: 'https://media.example.com/a.mp4' };
const file = (videoSize: unknown, chunkSize = videoSize, totalChunkCount: unknown = 1) => ({
  source: 'FILE_UPLOAD',
  videoSize,
  chunkSize,
  totalChunkCount,
});

/** Calls with what no compiler let through. */
const loose = (client: TikTokClient) =>
  client as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;

/** Raises before any request, and names the field, its limit and what was given. */
const refused = (
  covers: ClientCase['covers'],
  what: string,
  { call, field, words }: { call: [string, ...unknown[]]; field: string; words: string[] },
): ClientCase => ({
  covers,
  title: `nothing is sent with ${what}: ${field}`,
  async run({ client, control, signIn }: ClientContext) {
    const { accessToken } = await signIn();
    const before = (await control.journal('/')).length;
    const [name, ...given] = call;
    const error = await errorOf(loose(client)[name]?.(accessToken, ...given) ?? Promise.resolve());
    expect(error).toMatchObject({ code: 'invalid_field', field, httpStatus: null, outcomeUnknown: false });
    for (const word of [field, ...words]) expect(error.message).toContain(word);
    expect(await control.journal('/')).toHaveLength(before);
  },
});

const withInfo = (postInfo: object) =>
  ['initDirectVideo', { postInfo: { privacyLevel: 'SELF_ONLY', ...postInfo }, sourceInfo: file(1000) }] as [
    string,
    object,
  ];
const withSource = (sourceInfo: object) => ['initInboxVideo', { sourceInfo }] as [string, object];

export const cases: ClientCase[] = [
  refused('direct-video', 'a title of 2201 units', {
    call: withInfo({ title: 'x'.repeat(2201) }),
    field: 'postInfo.title',
    words: ['2200', '2201'],
  }),
  refused('direct-video', 'a title that is no text', {
    call: withInfo({ title: 7 }),
    field: 'postInfo.title',
    words: ['string', '7'],
  }),
  refused('direct-video', 'an unknown audience', {
    call: withInfo({ privacyLevel: 'EVERYBODY' }),
    field: 'postInfo.privacyLevel',
    words: ['a text of 9'],
  }),
  refused('direct-video', 'a branded post for its creator alone', {
    call: withInfo({ brandContentToggle: true }),
    field: 'postInfo.brandContentToggle',
    words: [],
  }),
  refused('direct-video', 'a field that does not exist', {
    call: withInfo({ scheduleTime: 1 }),
    field: 'postInfo.scheduleTime',
    words: ['no known field'],
  }),
  refused('inbox-video', 'post info for a draft', {
    call: ['initInboxVideo', { sourceInfo: url, postInfo: {} }],
    field: 'postInfo',
    words: ['no known field'],
  }),
  refused('chunks', 'an empty file', {
    call: withSource(file(0)),
    field: 'sourceInfo.videoSize',
    words: ['1', `${maxVideoSize}`, 'it is 0'],
  }),
  refused('chunks', 'a file of 5 GiB', {
    call: withSource(file(5 * 1024 ** 3)),
    field: 'sourceInfo.videoSize',
    words: [`${maxVideoSize}`, `${5 * 1024 ** 3}`],
  }),
  refused('chunks', 'chunks that are too large', {
    call: withSource(file(100_000_000, 64_000_001, 1)),
    field: 'sourceInfo.chunkSize',
    words: ['64000000', '64000001'],
  }),
  refused('chunks', 'chunks that are too small', {
    call: withSource(file(10_000_000, 1_000_000, 10)),
    field: 'sourceInfo.chunkSize',
    words: ['5242880', '1000000'],
  }),
  refused('chunks', 'a count that was rounded up', {
    call: withSource(file(50_000_123, 10_000_000, 6)),
    field: 'sourceInfo.totalChunkCount',
    words: ['it is 6'],
  }),
  refused('pull', 'a URL without TLS where TikTok would refuse it', {
    call: withSource({ source: 'PULL_FROM_URL', videoUrl: 'ftp://media.example.com/a.mp4' }),
    field: 'sourceInfo.videoUrl',
    words: ['https'],
  }),
  refused('photos', '36 photos', {
    call: [
      'initInboxPhotos',
      { sourceInfo: { photoImages: Array.from({ length: 36 }, () => photoImages[0]) } },
    ],
    field: 'sourceInfo.photoImages',
    words: ['35', '36'],
  }),
  refused('photos', 'a cover that is none of the photos', {
    call: ['initInboxPhotos', { sourceInfo: { photoImages, photoCoverIndex: 1 } }],
    field: 'sourceInfo.photoCoverIndex',
    words: ['1'],
  }),
  refused('video-query', '21 ids', {
    call: ['queryVideos', { videoIds: Array.from({ length: 21 }, () => '1'), fields: ['id'] }],
    field: 'videoIds',
    words: ['20', '21'],
  }),
  refused('video-list', 'a page of 21', {
    call: ['videoPage', { fields: ['id'], maxCount: 21 }],
    field: 'maxCount',
    words: ['20', '21'],
  }),
  refused('status', 'a publish id that is none', {
    call: ['fetchStatus', 'v'.repeat(65)],
    field: 'publishId',
    words: ['64', '65'],
  }),
  {
    covers: 'chunks',
    row: 15,
    title: 'what the client plans is what TikTok takes, at every border of the rules',
    async run({ client, signIn, control }) {
      await control.settings({ limits: { inboxInitPerMinute: 1000 } });
      const { accessToken } = await signIn();
      const mega = 1_000_000;
      const borders = [
        1,
        4_999_999,
        5_242_880,
        10_485_760,
        64 * mega,
        64 * mega + 1,
        66_259_900,
        128 * mega,
        150 * mega,
      ];
      for (const size of [...borders, 4_294_967_295, maxVideoSize]) {
        const { videoSize, chunkSize, totalChunkCount } = planChunks(size);
        const sourceInfo = { source: 'FILE_UPLOAD' as const, videoSize, chunkSize, totalChunkCount };
        expect((await client.initInboxVideo(accessToken, { sourceInfo })).uploadUrl).not.toBeNull();
      }
    },
  },
  {
    covers: 'chunks',
    row: 16,
    title: 'a saved plan of 64 MB chunks for a file of 70 MB is refused before it is sent',
    async run() {
      expect(() => chunkPlan({ videoSize: 70_000_000, chunkSize: 64_000_000 })).toThrow('chunkSize');
    },
  },
];
