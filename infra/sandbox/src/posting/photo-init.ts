import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { parameterError } from '../http/api-error.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader, parseJson } from '../http/json-body.ts';
import type { Sandbox } from '../sandbox.ts';
import type { PostInfo } from '../state/publish-task.ts';
import type { Settings } from '../state/settings.ts';
import {
  type Owner,
  ownerOf,
  refuseActiveUserCap,
  refuseBanned,
  refuseDailyCap,
  refuseForeignUrls,
  refuseOldApp,
  refusePendingShares,
  refusePrivacyLevel,
  refuseUnaudited,
} from './checks.ts';
import { createTask } from './create-task.ts';
import { takeInit } from './init-window.ts';
import { limitText } from './text-limit.ts';

const Body = Type.Object({
  media_type: Type.Literal('PHOTO'),
  post_mode: Type.Union([Type.Literal('DIRECT_POST'), Type.Literal('MEDIA_UPLOAD')]),
  /** At the top, unlike a video's. */
  is_aigc: Type.Optional(Type.Boolean()),
  post_info: Type.Object({
    title: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    /** Missing is not a parameter error, as with videos. */
    privacy_level: Type.Optional(Type.String()),
    disable_comment: Type.Optional(Type.Boolean()),
    auto_add_music: Type.Optional(Type.Boolean()),
    brand_content_toggle: Type.Optional(Type.Boolean()),
    brand_organic_toggle: Type.Optional(Type.Boolean()),
  }),
  source_info: Type.Object({
    source: Type.Literal('PULL_FROM_URL'),
    photo_images: Type.Array(Type.String(), { minItems: 1, maxItems: 35 }),
    photo_cover_index: Type.Integer({ minimum: 0 }),
  }),
});
type Body = Static<typeof Body>;

const longest = { title: 90, description: 4000 };
const scopes = new Map<unknown, string[]>([
  ['DIRECT_POST', ['video.publish']],
  ['MEDIA_UPLOAD', ['video.upload']],
]);

/** `POST /v2/post/publish/content/init/` (reference 4.4): photos, direct or for the inbox, by URL only. */
export function photoInitRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store } = sandbox;
  const readBody = createBodyReader(Body);

  server.post('/v2/post/publish/content/init/', (request, reply) => {
    const token = authenticate(sandbox, request, scopesOf(parseJson(request)));
    takeInit(sandbox, token, 'photo');
    const body = readBody(sandbox, request);
    const mode = body.post_mode === 'DIRECT_POST' ? 'direct' : 'inbox';
    const urls = readUrls(store.settings, body.source_info);
    const postInfo = readPostInfo(store.settings, body);
    const owner = ownerOf(sandbox, token);
    refuseBanned(owner);
    if (mode === 'direct') refusePost(owner, postInfo);
    else refuseDraft(owner);
    refuseForeignUrls(owner, urls);
    const source = { kind: 'url', urls } as const;
    return answerData(reply, createTask(sandbox, owner, { mode, media: 'photo', postInfo, source }));
  });

  function refusePost(owner: Owner, postInfo: PostInfo): void {
    refuseUnaudited(owner, postInfo.privacyLevel);
    refuseActiveUserCap(sandbox, owner);
    refuseDailyCap(sandbox, owner);
    refusePrivacyLevel(sandbox, owner, postInfo);
  }

  function refuseDraft(owner: Owner): void {
    refuseOldApp(owner);
    refusePendingShares(sandbox, owner);
  }
}

/** The scope is judged before the parameters, but depends on one of them. */
function scopesOf(body: unknown): string[] {
  const mode = typeof body === 'object' && body !== null && 'post_mode' in body ? body.post_mode : null;
  return scopes.get(mode) ?? [...scopes.values()].flat();
}

function readUrls(settings: Settings, given: Body['source_info']): string[] {
  const urls = given.photo_images;
  if (!urls.every((url) => URL.canParse(url)))
    throw parameterError(settings, 'The photo_images are invalid.');
  if (given.photo_cover_index >= urls.length) {
    throw parameterError(settings, 'The photo_cover_index is out of range.');
  }
  return urls;
}

/** For a draft only the texts count: the rest is for the creator to choose. */
function readPostInfo(settings: Settings, body: Body): PostInfo {
  const given = body.post_info;
  const choices = body.post_mode === 'DIRECT_POST' ? given : {};
  return {
    title: limitText(settings, 'title', { text: given.title, longest: longest.title }),
    description: limitText(settings, 'description', {
      text: given.description,
      longest: longest.description,
    }),
    privacyLevel: choices.privacy_level ?? null,
    disableDuet: false,
    disableStitch: false,
    disableComment: choices.disable_comment ?? false,
    autoAddMusic: choices.auto_add_music ?? false,
    videoCoverTimestampMs: null,
    photoCoverIndex: body.source_info.photo_cover_index,
    brandContentToggle: choices.brand_content_toggle ?? false,
    brandOrganicToggle: choices.brand_organic_toggle ?? false,
    isAigc: body.is_aigc ?? false,
  };
}
