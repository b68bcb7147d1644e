import type { Stack } from './start-stack.ts';

/** The table that `npm start` prints: what runs where, who may call it, where to look. */
export function describeStack(stack: Stack, startMs: number): string {
  const { urls, platform, adminClient } = stack;
  const rows: [string, string][] = [
    ...Object.entries(urls).map(([name, url]): [string, string] => [name, describeUrl(name, url, stack)]),
    [
      'platform',
      platform === 'sandbox'
        ? 'the sandbox; set TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET for TikTok'
        : 'TikTok: posts are real',
    ],
    ['client id', adminClient.clientId],
    ['secret', `in ${stack.dataDir}/local.json`],
    ['logs', stack.logDirectory],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    `Postbus is ready after ${(startMs / 1000).toFixed(1)} s.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    'Try it: npm run demo    Fill it: npm run demo:seed    End: Ctrl-C',
    '',
  ].join('\n');
}

function describeUrl(name: string, url: string, { signInUrl }: Stack): string {
  if (name === 'console') return `${signInUrl ?? url}${signInUrl ? '  (open it: it signs you in)' : ''}`;
  return name === 'sandbox' ? `${url}  (what was posted)` : `${url}/docs`;
}
