import type { TSchema } from 'typebox';
import { catalogue } from './catalogue.ts';
import { DeadLetter } from './events/dead-letter.ts';
import { streams } from './streams.ts';

const byType = [...catalogue].sort((a, b) => a.type.localeCompare(b.type));

/** The AsyncAPI 3 document of every event. Source: https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export function asyncApiDocument() {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Postbus events',
      version: '1.0.0',
      description: 'CloudEvents 1.0 in JSON over NATS JetStream. Fields are only ever added.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(byType.map((event) => [event.type, channelOf(event)])),
    operations: Object.fromEntries(
      byType.map((event) => [
        `publish ${event.type}`,
        { action: 'send', channel: { $ref: `#/channels/${event.type}` }, description: event.description },
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        byType.map((event) => [
          event.type,
          { name: event.type, summary: event.description, payload: event.schema },
        ]),
      ),
      schemas: { DeadLetter },
    },
  };
}

function channelOf(event: (typeof catalogue)[number]) {
  const address = event.subjectPattern.replaceAll('<', '{').replaceAll('>', '}');
  const parameters = [...address.matchAll(/{(\w+)}/g)].map(([, name]) => [name, {}]);
  return {
    address,
    description: `Stream ${event.stream}, published by ${event.owner}.`,
    parameters: Object.fromEntries(parameters),
    messages: { [event.type]: { $ref: `#/components/messages/${event.type}` } },
  };
}

/** The catalogue of events as a Markdown page. */
export function markdownCatalogue(): string {
  const streamRows = Object.values(streams).map(
    ({ name, subjects, owner, description }) =>
      `| \`${name}\` | \`${subjects.join(' ')}\` | ${owner} | ${description} |`,
  );
  return [
    '# Events',
    '',
    'Generated from `packages/contracts` by `pnpm --filter @postbus/contracts generate`. Do not edit.',
    '',
    'Every message is a CloudEvents 1.0 envelope in JSON. Fields are only ever added; a breaking change is a new',
    'type beside the old one. Consumers ignore fields they do not know. Delivery is at least once and may be out of',
    'order: take each `id` once, and keep the highest `version` of a thing.',
    '',
    '| stream | subjects | published by | holds |',
    '|---|---|---|---|',
    ...streamRows,
    '',
    ...byType.flatMap(section),
  ].join('\n');
}

function section(event: (typeof catalogue)[number]): string[] {
  const rows = Object.entries(event.data.properties).map(
    ([name, property]) => `| \`${name}\` | ${typeName(property)} | ${descriptionOf(property)} |`,
  );
  return [
    `## \`${event.type}\``,
    '',
    event.description,
    '',
    `Subject \`${event.subjectPattern}\` in stream \`${event.stream}\`, published by ${event.owner}.`,
    '',
    '| field of `data` | type | |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

interface Described {
  type?: string;
  const?: unknown;
  format?: string;
  description?: string;
  anyOf?: Described[];
  items?: Described;
}

function typeName(schema: TSchema & Described): string {
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' or ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.type === 'array' && schema.items) return `list of ${typeName(schema.items)}`;
  return schema.format ?? schema.type ?? 'any';
}

const descriptionOf = (schema: TSchema & Described): string => schema.description ?? '';
