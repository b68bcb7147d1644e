import { Accordion, Code, Text, Timeline } from '@mantine/core';
import type { Publication } from '../../api/posts.ts';
import { appearances } from '../../api/statuses.ts';
import { timelineOf } from './timeline.ts';

const precise = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** Everything that has happened to a publication: its states, and every try at a step with TikTok's answer. */
export function PublicationTimeline({ publication }: { publication: Publication }) {
  const entries = timelineOf(publication);
  return (
    <Accordion variant="contained" defaultValue="timeline">
      <Accordion.Item value="timeline">
        <Accordion.Control>
          What happened ({entries.length} {entries.length === 1 ? 'entry' : 'entries'})
        </Accordion.Control>
        <Accordion.Panel>
          <Timeline bulletSize={14} lineWidth={2} active={entries.length}>
            {entries.map((entry) => (
              <Timeline.Item
                key={entry.key}
                title={entry.isState ? appearances[entry.status].label : entry.title}
                color={entry.isState ? appearances[entry.status].color : entry.hasFailed ? 'red' : 'gray'}
                styles={{
                  itemTitle: {
                    fontSize: 'var(--mantine-font-size-sm)',
                    fontWeight: entry.isState ? 600 : 400,
                  },
                }}
              >
                <Text size="xs" c="dimmed">
                  <time dateTime={entry.at}>{precise.format(new Date(entry.at))}</time>
                  {!entry.isState && entry.durationMs !== null && ` · took ${entry.durationMs} ms`}
                </Text>
                {!entry.isState && entry.message && <Text size="sm">{entry.message}</Text>}
                {!entry.isState && (entry.code || entry.logId) && (
                  <Text size="xs" c="dimmed">
                    {entry.code && <Code>{entry.code}</Code>}
                    {entry.logId && <span className="mono"> log id {entry.logId}</span>}
                  </Text>
                )}
              </Timeline.Item>
            ))}
          </Timeline>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
