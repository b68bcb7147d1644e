import type { FastifyInstance } from 'fastify';
import type { ProfilePost } from '../display/profiles.ts';
import { queryValue } from '../http/query.ts';
import { signCover } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Html, html } from './html.ts';

/**
 * `GET /_sandbox/covers/:postId`: a picture drawn for the post, in its proportions. The link dies with its `x-expires`;
 * the pictures of a removed post are gone.
 */
export function coverRoute(server: FastifyInstance, { clock, profiles }: Sandbox): void {
  server.get<{ Params: { postId: string } }>('/_sandbox/covers/:postId', async (request, reply) => {
    const { postId } = request.params;
    const expires = queryValue(request, 'x-expires') ?? '';
    const isSigned = queryValue(request, 'x-signature') === signCover(postId, expires);
    if (!isSigned || clock.seconds() >= Number(expires)) return reply.code(403).send();
    const found = profiles.find(postId);
    if (!found || found.post.removedAt !== null) return reply.code(404).send();
    return reply
      .type('image/svg+xml')
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(drawCover(found).html);
  });
}

const [width, lineHeight, lineLength, longestLines] = [360, 34, 18, 6];

/** A colour of its own and the first words of the caption. */
function drawCover({ post, content, username }: ProfilePost): Html {
  const ratio = content.width > 0 ? content.height / content.width : 16 / 9;
  const height = Math.round(width * Math.min(Math.max(ratio, 0.5), 2));
  const hue = Number(BigInt(post.postId) % 360n);
  const lines = breakLines(content.title);
  const top = height / 2 - ((lines.length - 1) * lineHeight) / 2;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<defs><linearGradient id="sky" x2="0.4" y2="1"><stop stop-color="hsl(${hue} 55% 48%)"/><stop offset="1" stop-color="hsl(${(hue + 50) % 360} 60% 26%)"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<g fill="#fff" font-family="sans-serif" text-anchor="middle"><g font-size="27" font-weight="600">${lines.map(
    (line, at) => html`<text x="${width / 2}" y="${top + at * lineHeight}">${line}</text>`,
  )}</g><text x="${width / 2}" y="${height - 20}" font-size="16" fill-opacity=".8">@${username}</text></g></svg>`;
}

function breakLines(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const joined = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && joined.length <= lineLength) lines[lines.length - 1] = joined;
    else lines.push(word.length > lineLength ? `${[...word].slice(0, lineLength - 1).join('')}…` : word);
    if (lines.length > longestLines) return [...lines.slice(0, longestLines), '…'];
  }
  return lines;
}
