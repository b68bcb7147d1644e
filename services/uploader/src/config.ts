import { commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const quota = (limit: number, description: string) =>
  Type.Integer({ minimum: 1, default: limit, description });

const Config = Type.Object({
  ...commonConfig,
  PUBLIC_URL: Type.String({
    format: 'uri',
    description:
      'Where browsers, clients and TikTok reach this service; `<it>/media/` is the prefix that TikTok has to verify',
  }),
  AUTH_GATEWAY_URL: Type.String({
    format: 'uri',
    description: 'auth-gateway, for accounts and their tokens',
  }),
  AUTH_CLIENT_ID: Type.String({ minLength: 1, description: 'Service-to-service client at auth-gateway' }),
  AUTH_CLIENT_SECRET: Type.String({ minLength: 1, description: 'Its secret' }),
  TOKEN_ENCRYPTION_KEYS: Type.String({
    minLength: 1,
    description: 'Keys that upload URLs are encrypted with, `id:hex,id:hex`; the first is current',
  }),
  TIKTOK_API_BASE_URL: Type.String({
    format: 'uri',
    default: 'https://open.tiktokapis.com',
    description: "Host of TikTok's API",
  }),
  TIKTOK_FETCHES_BY_HTTP: Type.Boolean({
    default: false,
    description:
      'Whether it may fetch files from http addresses: only for one of your own, such as the sandbox',
  }),
  MEDIA_DIRECTORY: Type.String({
    minLength: 1,
    description:
      'Where files lie; every process of this service has to see the same. With S3_BUCKET only files on their way',
  }),
  S3_BUCKET: Type.Optional(
    Type.String({
      minLength: 3,
      description: 'A bucket of its own to keep files in, in place of the directory',
    }),
  ),
  S3_REGION: Type.String({ default: 'us-east-1', description: 'Its region' }),
  S3_ENDPOINT: Type.Optional(
    Type.String({
      format: 'uri',
      description: "A store that is compatible with S3; Amazon's own unless told",
    }),
  ),
  S3_PATH_STYLE: Type.Boolean({
    default: false,
    description: 'Whether the bucket stands in the path of addresses, as most compatible stores want it',
  }),
  QUOTA_INITS_PER_MINUTE: quota(6, 'Publish tasks that are begun in a minute for a creator, of each kind'),
  QUOTA_CREATOR_INFO_PER_MINUTE: quota(20, 'Questions in a minute about what a creator allows'),
  QUOTA_STATUS_PER_MINUTE: quota(30, 'Questions in a minute about publish tasks of a creator'),
  QUOTA_DIRECT_POSTS_PER_DAY: quota(15, 'Direct posts of a creator in 24 hours'),
  QUOTA_PENDING_SHARES_PER_DAY: quota(5, 'Drafts of 24 hours that a creator has not finished'),
  IMPORT_ALLOWED_HOSTS: Type.String({
    default: '',
    description: 'Private hosts that files may be imported from, `host:port,host:port`',
  }),
  MEDIA_DAYS: Type.Number({
    minimum: 1,
    default: 30,
    description: 'How long a file is kept after it was last needed',
  }),
  UPLOAD_HOURS: Type.Number({ minimum: 1, default: 72, description: 'How long an upload may take' }),
  WORKSPACE_STORAGE_GIB: Type.Number({
    exclusiveMinimum: 0,
    default: 100,
    description: 'How much a workspace may store, in GiB',
  }),
  LEASE_SECONDS: Type.Number({
    minimum: 1,
    default: 30,
    description: 'How long a publication stays with a process that has died',
  }),
  STATUS_POLL_SECONDS: Type.Number({
    minimum: 0.1,
    default: 5,
    description:
      'First gap between questions about a publish that no webhook has settled; it grows to an hour',
  }),
});

export type Config = Static<typeof Config>;

/** Reads what the service needs of the environment. Raises one error that lists everything missing or malformed. */
export const loadServiceConfig = (env: NodeJS.ProcessEnv): Config => loadConfig(Config, env);
