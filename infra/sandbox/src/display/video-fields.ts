import type { FastifyRequest } from 'fastify';
import { parameterError } from '../http/api-error.ts';
import { queryValue } from '../http/query.ts';
import type { Sandbox } from '../sandbox.ts';

/** The fields of a Video Object (reference 3.4). */
const videoFields = [
  'id',
  'create_time',
  'cover_image_url',
  'share_url',
  'video_description',
  'duration',
  'height',
  'width',
  'title',
  'embed_html',
  'embed_link',
  'like_count',
  'comment_count',
  'share_count',
  'view_count',
  'is_aigc',
] as const;
export type VideoField = (typeof videoFields)[number];

const isVideoField = (name: string): name is VideoField => videoFields.some((field) => field === name);

/**
 * The fields that a request asks for.
 * @throws ApiError a parameter error for none, or for one that there is not
 */
export function readVideoFields({ store }: Pick<Sandbox, 'store'>, request: FastifyRequest): VideoField[] {
  const fields = (queryValue(request, 'fields') ?? '').split(',').filter(Boolean);
  const unknown = fields.find((field) => !isVideoField(field));
  if (fields.length === 0 || unknown !== undefined) {
    throw parameterError(store.settings, `Invalid fields is requested: ${unknown ?? 'none'}`);
  }
  return fields.filter(isVideoField);
}
