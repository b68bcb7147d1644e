const queryOfUrl = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;
const passwordOfUrl = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#"'@]*):[^\s/?#"'@]*@/gi;
const bearerToken = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const jsonWebToken = /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/g;

/** Takes out of a text what may be a secret: query strings and passwords of URLs, bearer tokens, JWTs. */
export function scrub(text: string): string {
  return text
    .replace(passwordOfUrl, '$1:[redacted]@')
    .replace(queryOfUrl, '$1?[redacted]')
    .replace(bearerToken, '$1 [redacted]')
    .replace(jsonWebToken, '[redacted]');
}
