import { mistakes } from '../mistakes.ts';
import { topics } from '../topics.ts';
import { errorCodes, failReasons, oauthErrors, webhookEvents } from '../vocabulary.ts';
import type { FoundCase, Half } from './found-cases.ts';

interface Word {
  name: string;
  meaning: string;
  notProvoked?: string;
}

/** `docs/tiktok-coverage.md`: what of TikTok's API both halves know, and which tests say so. */
export function coveragePage(cases: readonly FoundCase[]): string {
  const count = (half: Half) => cases.filter((found) => found.half === half).length;
  return [
    '# What is covered of TikTok’s API',
    '',
    'The client in [packages/tiktok](../packages/tiktok/README.md) and the TikTok in',
    '[infra/sandbox](../infra/sandbox/README.md) were written apart from each other, from TikTok’s documentation, and',
    'share no code. The cases in [tests/conformance](../tests/conformance) hold both to the same facts:',
    `${count('wire')} on the wire, by plain HTTP against the sandbox, and ${count('client')} through the client.`,
    'Where TikTok’s documentation says nothing, the sandbox has a switch, and the cases play its positions.',
    '',
    'A test makes this page from the cases and fails when it is stale. To write it anew, with the folder before `-u`:',
    '`npm test -- tests/conformance/coverage-page -u`.',
    '',
    '## By section',
    'Each topic links to its page on developers.tiktok.com, each file of cases is followed by how many concern the topic.',
    '',
    ...table(
      ['section', 'topic', 'client', 'sandbox', 'cases on the wire', 'cases of the client'],
      sections(cases),
    ),
    '',
    '## Common mistakes',
    'What code samples for TikTok often get wrong, what TikTok does instead, and the cases that show it.',
    '',
    ...table(['#', 'habit', 'TikTok', 'cases'], mistakeRows(cases)),
    '',
    ...words('Error codes', '`error.code` in the envelope.', errorCodes, cases, 'code'),
    ...words(
      'OAuth errors',
      '`error` in the flat answers, and on the way back from the authorize page.',
      oauthErrors,
      cases,
      'oauthError',
    ),
    ...words(
      'Fail reasons',
      '`fail_reason` in the status, `reason` in the webhook.',
      failReasons,
      cases,
      'failReason',
    ),
    ...words('Webhook events', '`event` of a webhook.', webhookEvents, cases, 'event'),
  ].join('\n');
}

function sections(cases: readonly FoundCase[]): string[][] {
  return topics.map(({ id, title, section, page, client, sandbox }) => {
    const covering = cases.filter(({ covers }) => covers === id);
    return [
      section,
      `[${title}](https://developers.tiktok.com/${page})`,
      code(client),
      code(sandbox),
      files(covering, 'wire'),
      files(covering, 'client'),
    ];
  });
}

const mistakeRows = (cases: readonly FoundCase[]) =>
  mistakes.map(({ row, habit, official }) => [
    String(row),
    habit,
    official,
    titles(cases.filter((found) => found.row === row)),
  ]);

function words(
  title: string,
  intro: string,
  list: readonly Word[],
  cases: readonly FoundCase[],
  key: 'code' | 'oauthError' | 'failReason' | 'event',
): string[] {
  const rows = list.map(({ name, meaning, notProvoked }) => {
    const about = cases.filter((found) => found[key] === name);
    const dispositions = new Set(about.flatMap(({ disposition }) => disposition ?? []));
    const lines = [titles(about), notProvoked && `Not on the wire: ${notProvoked}.`].filter(Boolean);
    return [`\`${name}\``, meaning, [...dispositions].join('; '), lines.join('<br>')];
  });
  return [`## ${title}`, intro, '', ...table(['name', 'meaning', 'the client says', 'cases'], rows), ''];
}

/** `[videos](…) 6, [video-object](…) 2` */
function files(cases: readonly FoundCase[], half: Half): string {
  const byFile = Map.groupBy(
    cases.filter((found) => found.half === half),
    ({ file }) => file,
  );
  return [...byFile]
    .map(
      ([file, { length }]) => `[${file.replace(/^.*\/|\.ts$/g, '')}](../tests/conformance/${file}) ${length}`,
    )
    .join(', ');
}

const titles = (cases: readonly FoundCase[]) =>
  cases.map(({ half, title }) => `${half}: ${title}`).join('<br>');

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}
