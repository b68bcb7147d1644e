/**
 * A payload in lines, digit for digit: `JSON.parse` would round TikTok's 64-bit ids, so only the space between the tokens
 * changes.
 */
export function readableBody(body: string): string {
  let depth = 0;
  let isInText = false;
  let readable = '';
  for (let at = 0; at < body.length; at += 1) {
    const character = body[at] ?? '';
    if (isInText) {
      readable += character;
      if (character === '\\') readable += body[++at] ?? '';
      else if (character === '"') isInText = false;
    } else if (character === '"') {
      isInText = true;
      readable += character;
    } else if (character === '{' || character === '[') {
      readable += `${character}\n${'  '.repeat(++depth)}`;
    } else if (character === '}' || character === ']') {
      readable += `\n${'  '.repeat(Math.max(0, --depth))}${character}`;
    } else if (character === ',') {
      readable += `,\n${'  '.repeat(depth)}`;
    } else if (character === ':') {
      readable += ': ';
    } else if (character.trim()) {
      readable += character;
    }
  }
  return readable;
}
