import { oauthVerdict } from '../errors/dispositions.ts';
import { TikTokError } from '../errors/tiktok-error.ts';
import { recordOf, unexpectedAnswer } from '../http/api-call.ts';
import { redact } from '../http/redact.ts';
import type { HttpAnswer, Transport } from '../http/transport.ts';
import { textOrNull } from '../json.ts';

const serverSideErrors = new Set(['server_error', 'temporarily_unavailable', 'internal_error']);

export interface FormCall {
  path: string;
  /** All of them are treated as secrets, except `grant_type`. */
  form: Record<string, string>;
}

export interface FlatAnswer {
  fields: Record<string, unknown>;
  answer: HttpAnswer;
}

/**
 * Calls an endpoint under `/v2/oauth/`, which takes a form and answers with a flat object. An `error` in it is a
 * failure whatever the status: TikTok has been seen to send it with 200. An empty body counts as `{}`.
 */
export async function callOauth(
  transport: Transport,
  apiBaseUrl: string,
  { path, form }: FormCall,
): Promise<FlatAnswer> {
  const answer = await transport.send({
    method: 'POST',
    url: `${apiBaseUrl}${path}`,
    endpoint: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'cache-control': 'no-cache' },
    body: new URLSearchParams(form).toString(),
  });

  const fields = answer.text.trim() === '' ? {} : recordOf(answer.text);
  if (!fields) throw unexpectedAnswer(path, answer, 'no JSON object');
  const code = textOrNull(fields.error);
  if (code !== null) throw refusal({ path, form }, { fields, answer }, code);
  if (answer.status >= 300 || fields.error) throw unexpectedAnswer(path, answer, 'no error code');
  return { fields, answer };
}

function refusal({ path, form }: FormCall, { fields, answer }: FlatAnswer, code: string): TikTokError {
  const { grant_type: _, ...secrets } = form;
  return new TikTokError({
    code,
    message: redact(textOrNull(fields.error_description) ?? code, Object.values(secrets)),
    verdict: oauthVerdict(code, answer.status),
    endpoint: path,
    httpStatus: answer.status,
    logId: textOrNull(fields.log_id) ?? answer.logId,
    retryAfterSeconds: answer.retryAfterSeconds,
    outcomeUnknown: answer.status >= 500 || serverSideErrors.has(code),
  });
}
