import { Code, Stack, TagsInput, Text } from '@mantine/core';
import { chosenFilters, describeFilters, suggestedFilters, unknownFilters } from './event-kinds.ts';

const meanings = new Map(suggestedFilters.map(({ value, meaning }) => [value, meaning]));
const mostFilters = 50;

/** Which events: from a list, or typed with wildcards. Says what comes through. */
export function EventFilters({
  events,
  onChange,
}: {
  events: string[];
  onChange: (events: string[]) => void;
}) {
  const unknown = unknownFilters(events);
  const fitting = describeFilters(events);
  return (
    <Stack gap={6}>
      <TagsInput
        label="Events"
        description={
          <>
            Choose, or type one: <Code>*</Code> stands for one part, <Code>{'>'}</Code> at the end for all
            that follows
          </>
        }
        data={suggestedFilters.map(({ value }) => value)}
        renderOption={({ option: { value } }) => (
          <div>
            <Text size="sm" className="mono">
              {value}
            </Text>
            <Text size="xs" c="dimmed">
              {meanings.get(value)}
            </Text>
          </div>
        )}
        value={events}
        onChange={(chosen) => onChange(chosenFilters(events, chosen))}
        splitChars={[',', ' ']}
        maxTags={mostFilters}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': 'Remove every filter' }}
        error={unknown.length > 0 && `Postbus knows no event that fits ${unknown.join(', ')}`}
      />
      <Text size="xs" c="dimmed" aria-live="polite">
        {events.includes('>')
          ? 'It gets every event.'
          : fitting.length > 0 && `It gets: ${fitting.join(' · ')}.`}
      </Text>
    </Stack>
  );
}
