interface Mistake {
  row: number;
  /** What is often copied from samples. */
  habit: string;
  /** What TikTok documents. */
  official: string;
}

const table: readonly (readonly [habit: string, official: string])[] = [
  ['The token exchange is sent as JSON', 'OAuth takes forms only'],
  ['`response.data.access_token`', 'OAuth answers are flat; the nested form is of the API before v2'],
  ['Old hosts and paths, or no slash at the end', '`open.tiktokapis.com/v2/…/`, always with the slash'],
  ['`client_id`; scopes divided by spaces', '`client_key`; scopes divided by commas'],
  ['A base64url challenge; PKCE on the web', 'Hexadecimal SHA-256; only desktop and mobile apps'],
  [
    '`scope` read from the callback, `scopes` from the token',
    'The callback says `scopes`, the token `scope`',
  ],
  ['The code is used still encoded, or twice', 'Decode once, exchange once'],
  ['The old refresh token is kept', 'Store the one that came back; 24 hours and 365 days'],
  ['Only the HTTP status is looked at', 'The body decides: some refusals come with 200'],
  ['`if (json.error) fail`', '`error` is always there; `ok` is success'],
  ['User info by `POST` with a JSON body', '`GET`, fields in the query, bearer header'],
  ['Video list by `GET`, fields in the body, more than 20', '`POST`, fields in the query, at most 20 a page'],
  [
    'The cursor taken as seconds, `create_time` as milliseconds',
    'The cursor is in milliseconds, `create_time` in seconds',
  ],
  [
    '`open_id` taken for a username, or compared between apps',
    'It is opaque and per app; `union_id` spans apps',
  ],
  ['Chunk count rounded up; sizes that do not fit', 'Rounded down, the rest merged into the last chunk'],
  ['One chunk of 64,000,000 bytes for 70 MB', 'Two chunks'],
  ['Upload by `POST`, as a form, or with an exclusive end', '`PUT`, raw bytes, three headers, inclusive end'],
  [
    '206 taken for a failure; chunks in parallel; no retry',
    '206, then 201; one after the other; repeat a chunk after 5xx',
  ],
  ['The upload host written down or the URL rebuilt', 'The upload URL as it came, within an hour'],
  ['`post_mode` and `media_type` in the wrong place', 'Top level, and only for photos'],
  [
    'Cover and `is_aigc` in the wrong place',
    '`post_info` for the cover; `is_aigc` top level for photos, in `post_info` for videos',
  ],
  ['`post_info` sent with an inbox video', 'The creator sets all of that in the app'],
  ['Titles cut at 150 or counted in bytes', '2,200 UTF-16 units for videos, 90 and 4,000 for photos'],
  ['Photos as files, as PNG, or from anywhere', 'JPEG or WebP by a verified URL that does not redirect'],
  ['A public post by default, a fixed list of audiences', "The creator chooses among creator info's options"],
  ['On the unaudited error, again with `SELF_ONLY`', 'The account itself must be private'],
  ['`SELF_ONLY` with branded content', 'Branded content cannot be private'],
  [
    'Status by `GET`; invented statuses; the name of the id field put right',
    '`POST`; five statuses; `publicaly_available_post_id`',
  ],
  ['The post id read as one value or as a JavaScript number', 'A list of 64-bit integers'],
  [
    'A draft reported as published; `FAILED` missed; waiting for the id of a private post',
    'The status says it, and a private post never gets an id',
  ],
  [
    'Signature over the body alone, as base64, in another header',
    'Over time, a dot and the raw body, in hexadecimal, in `TikTok-Signature`',
  ],
  [
    '`content` used as an object; `event_type`, `event_id`',
    '`content` is a string; `event`; no id of the event',
  ],
  ['Waiting for `video.publish.completed`', 'Content Posting sends `post.publish.*`'],
  ['Only one spelling of `invalid_params`', 'Both spellings'],
  ['`can_post_more`, `is_verified_user`, `share_url` in creator info or status', 'No such fields'],
  ['Habits of the Business API', 'Bearer header and `error.code`'],
  ['`schedule_time`, own cover image, deleting, music', 'No such parameters'],
];

/** What code samples for TikTok commonly get wrong. Cases name them by `row`. */
export const mistakes: readonly Mistake[] = table.map(([habit, official], i) => ({
  row: i + 1,
  habit,
  official,
}));
