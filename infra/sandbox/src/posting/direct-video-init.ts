import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import type { Sandbox } from '../sandbox.ts';
import type { PostInfo } from '../state/publish-task.ts';
import type { Settings } from '../state/settings.ts';
import {
  ownerOf,
  refuseActiveUserCap,
  refuseBanned,
  refuseDailyCap,
  refuseForeignUrls,
  refusePrivacyLevel,
  refuseUnaudited,
} from './checks.ts';
import { createTask } from './create-task.ts';
import { takeInit } from './init-window.ts';
import { readSource, SourceInfo } from './source-info.ts';
import { limitText } from './text-limit.ts';

const Body = Type.Object({
  post_info: Type.Object({
    /** Missing is not a parameter error: `privacy_level_option_mismatch` says so (reference 4.2). */
    privacy_level: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    disable_duet: Type.Optional(Type.Boolean()),
    disable_stitch: Type.Optional(Type.Boolean()),
    disable_comment: Type.Optional(Type.Boolean()),
    video_cover_timestamp_ms: Type.Optional(Type.Number()),
    brand_content_toggle: Type.Optional(Type.Boolean()),
    brand_organic_toggle: Type.Optional(Type.Boolean()),
    is_aigc: Type.Optional(Type.Boolean()),
  }),
  source_info: SourceInfo,
});

const longestTitle = 2200;

/** `POST /v2/post/publish/video/init/` (reference 4.2). */
export function directVideoInitRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store } = sandbox;
  const readBody = createBodyReader(Body);

  server.post('/v2/post/publish/video/init/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.publish']);
    takeInit(sandbox, token, 'video');
    const body = readBody(sandbox, request);
    const postInfo = readPostInfo(store.settings, body.post_info);
    const source = readSource(store.settings, body.source_info);
    const owner = ownerOf(sandbox, token);
    refuseBanned(owner);
    refuseUnaudited(owner, postInfo.privacyLevel);
    refuseActiveUserCap(sandbox, owner);
    refuseDailyCap(sandbox, owner);
    refusePrivacyLevel(sandbox, owner, postInfo);
    if (source.kind === 'url') refuseForeignUrls(owner, source.urls);
    const wanted = { mode: 'direct', media: 'video', postInfo, source } as const;
    return answerData(reply, createTask(sandbox, owner, wanted));
  });
}

function readPostInfo(settings: Settings, given: Static<typeof Body>['post_info']): PostInfo {
  return {
    title: limitText(settings, 'title', { text: given.title, longest: longestTitle }),
    description: '',
    privacyLevel: given.privacy_level ?? null,
    disableDuet: given.disable_duet ?? false,
    disableStitch: given.disable_stitch ?? false,
    disableComment: given.disable_comment ?? false,
    autoAddMusic: false,
    videoCoverTimestampMs: given.video_cover_timestamp_ms ?? null,
    photoCoverIndex: null,
    brandContentToggle: given.brand_content_toggle ?? false,
    brandOrganicToggle: given.brand_organic_toggle ?? false,
    isAigc: given.is_aigc ?? false,
  };
}
