import { SegmentedControl } from '@mantine/core';
import { Schedule } from '../../components/schedule.tsx';
import type { ChangeDraft, Draft } from './draft.ts';
import { Section } from './section.tsx';

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
        <Schedule
          at={draft.scheduledAt}
          timeZone={draft.timeZone}
          onAt={(scheduledAt) => change({ scheduledAt })}
          onTimeZone={(timeZone) => change({ timeZone })}
        />
      )}
    </Section>
  );
}
