import { type AnyEventDefinition, type CloudEvent, catalogue, type StreamName } from '@postbus/contracts';

/** What leaves Postbus. Webhooks of the platform and dead letters stay inside. */
const outboundStreams: readonly StreamName[] = ['ACCOUNTS', 'POSTS', 'CRM'];

/** Every event that leaves Postbus, by its type. */
export const outboundDefinitions: ReadonlyMap<string, AnyEventDefinition> = new Map(
  catalogue.filter(({ stream }) => outboundStreams.includes(stream)).map((event) => [event.type, event]),
);

/** The tokens of a topic; where one differs between events, what it may be, or null for anything. */
export type TopicPattern = readonly (readonly string[] | null)[];

/** What the types and topics of outbound events may look like. */
export const knownTopics: readonly TopicPattern[] = [...outboundDefinitions.values()].flatMap((event) => [
  event.type.split('.').map((token) => [token]),
  withoutWorkspace(event.subjectPattern)
    .split('.')
    .map((token) => (token.startsWith('<') ? choicesOf(event, token.slice(1, -1)) : [token])),
]);

/** The subject of an event on the bus, without the workspace. Of an event that this version does not know, its type. */
export function topicOf(event: CloudEvent): string {
  const definition = outboundDefinitions.get(event.type) as
    | (AnyEventDefinition & { subject(event: CloudEvent): string })
    | undefined;
  const subject = definition?.subject(event);
  const end = `.${event.workspaceid}`;
  return subject?.endsWith(end) ? subject.slice(0, -end.length) : event.type;
}

function withoutWorkspace(subjectPattern: string): string {
  return subjectPattern.replace(/\.<workspace>$/, '');
}

/** The values that the schema of an event names for a field. */
function choicesOf({ data }: AnyEventDefinition, field: string): string[] | null {
  const { properties = {} } = data as { properties?: Record<string, { anyOf?: { const?: unknown }[] }> };
  const choices = properties[field]?.anyOf?.map(({ const: choice }) => choice) ?? [];
  return choices.length > 0 && choices.every((choice) => typeof choice === 'string') ? choices : null;
}
