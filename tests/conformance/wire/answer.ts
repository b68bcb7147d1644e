type Json = Record<string, unknown>;

/** An answer of TikTok, with the envelope taken apart where there is one. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** `{}` when the body is no JSON object. */
  json: Json;
  data: Json;
  error: { code?: string; message?: string; log_id?: string };
}

/** Sends a request and reads the answer to its end. */
export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const json: { data?: Json; error?: Answer['error'] } & Json = objectOf(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    json,
    data: json.data ?? {},
    error: json.error ?? {},
  };
}

function objectOf(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
