import { Badge, Tooltip } from '@mantine/core';
import type { PublicationStatus } from '../api/posts.ts';
import { appearances } from '../api/statuses.ts';

/** The state of a publication, with what it means. */
export function StatusBadge({ status }: { status: string }) {
  const { label, color, meaning } = appearances[status as PublicationStatus] ?? {
    label: status,
    color: 'gray',
    meaning: '',
  };
  return (
    <Tooltip label={meaning} multiline maw={260} disabled={!meaning}>
      <Badge color={color} variant="light" tt="none" style={{ flexShrink: 0 }}>
        {label}
      </Badge>
    </Tooltip>
  );
}
