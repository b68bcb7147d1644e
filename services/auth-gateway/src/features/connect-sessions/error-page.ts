/** A page for a person whose connect flow cannot go back to any app. `userMessage` and `code` are this service's own words. */
export function errorPage({ userMessage, code, correlationId }: Record<string, string>): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The account was not connected</title>
<body>
<main>
<h1>The account was not connected</h1>
<p>${escapeHtml(userMessage ?? '')}</p>
<p><small>${escapeHtml(code ?? '')} · ${escapeHtml(correlationId ?? '')}</small></p>
</main>
</body>
</html>
`;
}

/** The correlation id may come from whoever made the request. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
