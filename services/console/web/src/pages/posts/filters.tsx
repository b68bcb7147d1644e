import { Group, SegmentedControl, Select } from '@mantine/core';
import { useAccounts } from '../../api/accounts.ts';
import { appearances, publicationStatuses } from '../../api/statuses.ts';

const sorts = [
  { value: '-createdAt', label: 'Newest first' },
  { value: '-publishedAt', label: 'Last published first' },
  { value: '-updatedAt', label: 'Last changed first' },
  { value: 'createdAt', label: 'Oldest first' },
];

interface Props {
  view: 'list' | 'calendar';
  status: string | null;
  accountId: string | null;
  sort: string;
  /** Told the name of a filter and what was chosen; null for everything. */
  onChoose: (name: 'view' | 'status' | 'account' | 'sort', value: string | null) => void;
}

/** What of the posts is shown, and how. */
export function Filters({ view, status, accountId, sort, onChoose }: Props) {
  const { data: accounts = [] } = useAccounts();
  return (
    <Group gap="sm" role="search" aria-label="Filter the posts">
      <SegmentedControl
        aria-label="View"
        value={view}
        onChange={(value) => onChoose('view', value === 'list' ? null : value)}
        data={[
          { value: 'list', label: 'List' },
          { value: 'calendar', label: 'Calendar' },
        ]}
      />
      <Select
        aria-label="Account"
        placeholder="Every account"
        clearable
        searchable
        value={accountId}
        onChange={(value) => onChoose('account', value)}
        data={accounts.map(({ accountId, displayName, username }) => ({
          value: accountId,
          label: displayName ?? username ?? accountId,
        }))}
        w={{ base: '100%', xs: 220 }}
      />
      {view === 'list' && (
        <>
          <Select
            aria-label="State"
            placeholder="Every state"
            clearable
            value={status}
            onChange={(value) => onChoose('status', value)}
            data={publicationStatuses.map((value) => ({ value, label: appearances[value].label }))}
            w={{ base: '100%', xs: 180 }}
          />
          <Select
            aria-label="Order"
            value={sort}
            allowDeselect={false}
            onChange={(value) => onChoose('sort', value)}
            data={sorts}
            w={{ base: '100%', xs: 200 }}
          />
        </>
      )}
    </Group>
  );
}
