import { apiVerdict, statusVerdict } from '../errors/dispositions.ts';
import { invalidField, TikTokError } from '../errors/tiktok-error.ts';
import { asRecord, parseJson, textOrNull } from '../json.ts';
import { redact } from './redact.ts';
import type { HttpAnswer, Transport } from './transport.ts';

export interface ApiCall<Data> {
  method: 'GET' | 'POST';
  /** With its final slash; without it TikTok's gateway answers 404. */
  path: string;
  query?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Reads `data`; undefined if it does not fit. */
  read(data: unknown): Data | undefined;
}

export type ApiCaller = <Data>(accessToken: string, call: ApiCall<Data>) => Promise<Data>;

/**
 * Calls an endpoint that answers `{ data, error: { code, message, log_id } }` and returns its data.
 * The only success is `error.code` `ok`: some refusals come with status 200.
 */
export function createApiCaller(transport: Transport, apiBaseUrl: string): ApiCaller {
  return async (accessToken, { method, path, query, body, read }) => {
    if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken))
      throw invalidField('accessToken', 'is empty or no header value');
    const answer = await transport.send({
      method,
      url: `${apiBaseUrl}${path}${query ? `?${query}` : ''}`,
      endpoint: path,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body !== undefined && { 'content-type': 'application/json; charset=UTF-8' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

    const envelope = readEnvelope(answer.text);
    if (!envelope) throw unexpectedAnswer(path, answer, 'no JSON with an error code');
    if (envelope.code !== 'ok') throw refusal(path, answer, envelope, accessToken);
    const data = read(envelope.data);
    if (data === undefined) throw unexpectedAnswer(path, answer, 'data that does not fit its documentation');
    return data;
  };
}

/** An answer that TikTok does not document. Nothing of it is shown. */
export function unexpectedAnswer(endpoint: string, answer: HttpAnswer, what: string): TikTokError {
  return new TikTokError({
    code: 'unexpected_response',
    message: `TikTok answered ${answer.status} with ${what}`,
    verdict: statusVerdict(answer.status),
    endpoint,
    httpStatus: answer.status,
    logId: answer.logId,
    retryAfterSeconds: answer.retryAfterSeconds,
    outcomeUnknown: answer.status < 300 || answer.status >= 500,
  });
}

interface Envelope {
  code: string;
  message: string;
  logId: string | null;
  data: unknown;
}

function readEnvelope(text: string): Envelope | undefined {
  const body = recordOf(text);
  const error = asRecord(body?.error);
  const code = textOrNull(error?.code);
  if (!body || !error || code === null) return undefined;
  const message = textOrNull(error.message) ?? '';
  return { code, message, logId: textOrNull(error.log_id), data: body.data ?? {} };
}

/** The JSON object in a body, or undefined. */
export function recordOf(text: string): Record<string, unknown> | undefined {
  try {
    return asRecord(parseJson(text));
  } catch {
    return undefined;
  }
}

function refusal(endpoint: string, answer: HttpAnswer, envelope: Envelope, accessToken: string): TikTokError {
  // An unknown publish id really comes as `invalid_params` with the code in the message.
  const code = envelope.message === 'invalid_publish_id' ? envelope.message : envelope.code;
  return new TikTokError({
    code,
    message: redact(envelope.message, [accessToken]) || code,
    verdict: apiVerdict(code, answer.status),
    endpoint,
    httpStatus: answer.status,
    logId: envelope.logId ?? answer.logId,
    retryAfterSeconds: answer.retryAfterSeconds,
    outcomeUnknown: answer.status >= 500 || code === 'internal_error',
  });
}
