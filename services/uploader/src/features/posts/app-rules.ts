import type { AccountDetails } from '@postbus/sdk';
import type { AppError } from '@postbus/service-kit';
import { errors } from '../../errors.ts';
import { type Content, isPulled } from './content.ts';
import type { Post } from './repository.ts';

/** What TikTok does not let the platform app of an account do, as far as auth-gateway knows the app. */
export function appProblems(
  { accountId, platformApp }: Pick<AccountDetails, 'accountId' | 'platformApp'>,
  { content, mode, postInfo }: Pick<Post, 'mode' | 'postInfo'> & { content: Content },
  publicUrl: string,
): AppError[] {
  // Another version of auth-gateway, or an app that is not configured any more: TikTok itself will say.
  if (!platformApp) return [];
  const { audited, verifiedUrls } = platformApp;
  const { privacyLevel } = postInfo;
  const url = content.videoUrl ?? `${publicUrl.replace(/\/$/, '')}/media/`;
  return [
    mode === 'direct' &&
      !audited &&
      privacyLevel !== undefined &&
      privacyLevel !== 'SELF_ONLY' &&
      errors.appNotAudited({ details: { accountId, privacyLevel } }),
    isPulled(content) &&
      verifiedUrls.length > 0 &&
      !verifiedUrls.some((verified) => covers(verified, url)) &&
      errors.urlNotVerified({ details: { accountId, url, verifiedUrls } }),
  ].filter((problem) => typeof problem === 'object');
}

/**
 * A domain covers itself and its subdomains, a prefix what begins with it
 * (developers.tiktok.com/doc/content-posting-api-media-transfer-guide).
 */
function covers(verified: string, url: string): boolean {
  if (verified.includes('://')) return url.startsWith(verified);
  const host = URL.parse(url)?.hostname ?? '';
  return host === verified || host.endsWith(`.${verified}`);
}
