const what =
  'published once more as a new event, and every service that listens acts on it again: the posts and accounts here are brought to what it says, unless something newer is known. Nothing is sent to TikTok, and nothing is posted twice. Consumers of your own get it again, too, with a new id that names the first one.';

/** What a replay does. */
export const whatReplayDoes = `It is ${what}`;

/** What a replay of several does. */
export const whatReplaysDo = `Each is ${what}`;
