import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const choice = <T extends string>(first: T, ...others: T[]) =>
  Type.Union(
    [first, ...others].map((value) => Type.Literal(value)),
    { default: first },
  );
const count = (value: number) => Type.Integer({ minimum: 0, default: value });
const strict = { additionalProperties: false };

/** How TikTok behaves where nobody knows for sure (reference 15), and how long things take. */
export const Settings = Type.Object(
  {
    processingMs: count(1000),
    moderationMs: count(1500),
    checkMedia: Type.Boolean({ default: true }),
    codeSeconds: count(600),
    codeUse: choice('once', 'repeated'),
    qrCodeSeconds: count(180),
    accessTokenSeconds: count(86_400),
    refreshTokenSeconds: count(31_536_000),
    refreshTokenRotation: Type.Boolean({ default: true }),
    refreshTokenGraceSeconds: count(0),
    oauthErrorStatus: choice('200', '400/401'),
    revokeBody: choice('object', 'empty'),
    outOfScopeField: choice('400', '401', 'omitted'),
    parameterErrorCode: choice('invalid_params', 'invalid_param'),
    overlongTitle: choice('refused', 'truncated'),
    initBuckets: choice('separate', 'shared'),
    displayBucket: choice('token', 'app'),
    unknownPublishId: choice('invalid_params', 'invalid_publish_id'),
    publishIdLagMs: count(0),
    foreignVideoIds: choice('omitted', 'error'),
    photoUploadPublishId: choice('p_inbox_url', 'p_pub_url'),
    pullBytesPerSecond: count(0),
    storedRange: choice('416', '206'),
    contentRangeNumber: choice('last index', 'count'),
    uploadUrlSeconds: count(3600),
    expiredUpload: choice('failed', 'stuck'),
    pendingShareSlot: choice('freed when posted', 'strict 24 h'),
    brandedSelfOnly: choice('refused', 'accepted'),
    webhookTimestamp: choice('fresh', 'fixed'),
    webhookRetryMs: count(60_000),
    limits: Type.Object(
      {
        videoInitPerMinute: count(6),
        inboxInitPerMinute: count(6),
        photoInitPerMinute: count(6),
        creatorInfoPerMinute: count(20),
        statusPerMinute: count(30),
        displayPerMinute: count(600),
        pendingShares: count(5),
      },
      strict,
    ),
  },
  strict,
);
export type Settings = Static<typeof Settings>;

/** Some settings, to be laid over the present ones. */
export const SettingsPatch = Type.Partial(
  Type.Object({ ...Settings.properties, limits: Type.Partial(Settings.properties.limits, strict) }),
  strict,
);
export type SettingsPatch = Static<typeof SettingsPatch>;

export function createSettings(given: SettingsPatch = {}): Settings {
  return mergeSettings(Value.Create(Settings), given);
}

export function mergeSettings(present: Settings, given: SettingsPatch): Settings {
  return { ...present, ...given, limits: { ...present.limits, ...given.limits } };
}
