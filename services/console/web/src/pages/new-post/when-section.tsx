import { SegmentedControl, Select, SimpleGrid } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import type { ChangeDraft, Draft } from './draft.ts';
import { Section } from './section.tsx';

const timeZones = Intl.supportedValuesOf('timeZone');

/** Now, at a time, or not yet. */
export function WhenSection({ draft, change }: { draft: Draft; change: ChangeDraft }) {
  return (
    <Section title="When">
      <SegmentedControl
        fullWidth
        aria-label="When"
        value={draft.when}
        onChange={(when) => change({ when: when as Draft['when'] })}
        data={[
          { value: 'now', label: 'Now' },
          { value: 'later', label: 'Schedule' },
          { value: 'draft', label: 'Keep as draft' },
        ]}
      />
      {draft.when === 'later' && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DateTimePicker
            label="Date and time"
            placeholder="Choose"
            required
            valueFormat="D MMMM YYYY, HH:mm"
            minDate={new Date()}
            value={draft.scheduledAt}
            onChange={(scheduledAt) => change({ scheduledAt })}
            submitButtonProps={{ 'aria-label': 'Done' }}
          />
          <Select
            label="Time zone"
            searchable
            data={timeZones.includes(draft.timeZone) ? timeZones : [draft.timeZone, ...timeZones]}
            value={draft.timeZone}
            allowDeselect={false}
            onChange={(timeZone) => timeZone && change({ timeZone })}
          />
        </SimpleGrid>
      )}
    </Section>
  );
}
