import { Group, Select } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useAccounts } from '../../api/accounts.ts';
import type { WebhookFilters } from '../../api/webhooks.ts';
import { controlLabels, timeLabels } from '../../components/schedule.tsx';
import {
  clockOf,
  momentLabel,
  momentOf,
  shownFormat,
  webhookEvents,
  webhookStates,
} from './webhook-filters.ts';

interface Props {
  filters: WebhookFilters;
  /** Told the name of a filter and what was chosen; null for everything. */
  onChoose: (name: 'event' | 'account' | 'status' | 'from' | 'to', value: string | null) => void;
}

const width = (px: number) => ({ base: '100%', xs: px });

/** What of the received webhooks is shown. */
export function ReceivedFilters({ filters, onChoose }: Props) {
  const { data: accounts = [] } = useAccounts();
  const moments = [
    ['from', 'Received from', filters.from],
    ['to', 'Received before', filters.to],
  ] as const;
  return (
    <Group gap="sm" role="search" aria-label="Filter the webhooks">
      <Select
        aria-label="Account"
        placeholder="Every account"
        clearable
        searchable
        value={filters.userOpenId ?? null}
        onChange={(value) => onChoose('account', value)}
        data={optionsOf(accounts, filters.userOpenId)}
        w={width(170)}
      />
      <Select
        aria-label="Event"
        placeholder="Every event"
        clearable
        data={webhookEvents}
        value={filters.event ?? null}
        onChange={(value) => onChoose('event', value)}
        w={width(230)}
      />
      <Select
        aria-label="State"
        placeholder="Every state"
        clearable
        value={filters.status ?? null}
        onChange={(value) => onChoose('status', value)}
        data={Object.entries(webhookStates).map(([value, { label }]) => ({ value, label }))}
        w={width(150)}
      />
      {moments.map(([name, label, moment]) => (
        <DateTimePicker
          key={name}
          aria-label={momentLabel(label, moment)}
          placeholder={label}
          clearable
          clearButtonProps={{ 'aria-label': `${label}: any time` }}
          valueFormat={shownFormat}
          weekendDays={[]}
          value={clockOf(moment)}
          onChange={(clock) => onChoose(name, momentOf(clock))}
          submitButtonProps={{ 'aria-label': 'Done' }}
          ariaLabels={controlLabels}
          timePickerProps={timeLabels}
          w={{ base: 'calc(50% - 6px)', xs: 190 }}
        />
      ))}
    </Group>
  );
}

interface Named {
  openId: string | null;
  displayName: string | null;
  username: string | null;
}

/** The accounts by the id that webhooks name them by; one that is no longer there keeps its id. */
function optionsOf(accounts: Named[], chosen: string | undefined) {
  const labels = new Map(
    accounts.flatMap(({ openId, displayName, username }) =>
      openId ? [[openId, displayName ?? username ?? openId]] : [],
    ) as [string, string][],
  );
  if (chosen && !labels.has(chosen)) labels.set(chosen, chosen);
  return [...labels].map(([value, label]) => ({ value, label }));
}
