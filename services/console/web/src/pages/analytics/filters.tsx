import '@mantine/dates/styles.css';
import { Group, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import type { Account } from '../../api/accounts.ts';
import { controlLabels } from '../../components/schedule.tsx';
import { daysOf, presets, type Range } from './range.ts';

const choices = [
  ...presets.map((days) => ({ value: `${days}`, label: `Last ${days} days` })),
  { value: 'own', label: 'Other days…' },
];

interface Props {
  accounts: Account[];
  accountId: string | null;
  range: Range;
  /** Told what the address has to say; null takes it out. */
  onChoose: (changes: Record<string, string | null>) => void;
}

/** Whose figures of which days. */
export function Filters({ accounts, accountId, range, onChoose }: Props) {
  const now = new Date();
  /** The first day, while the last one is not chosen yet. */
  const [firstDay, setFirstDay] = useState<string | null>(null);
  const chooseDays = ([from, to]: [string | null, string | null]) => {
    setFirstDay(to ? null : from);
    if (from && to) onChoose({ range: null, from, to });
  };
  const chooseRange = (value: string | null) => {
    if (value !== 'own') return onChoose({ range: value, from: null, to: null });
    chooseDays(daysOf(range, now));
  };
  return (
    <Group gap="sm" role="search" aria-label="Filter the figures">
      <Select
        aria-label="Account"
        placeholder="Every account"
        clearable
        searchable
        value={accountId}
        onChange={(value) => onChoose({ account: value })}
        data={accounts.map(({ accountId, displayName, username }) => ({
          value: accountId,
          label: displayName ?? username ?? accountId,
        }))}
        w={{ base: '100%', xs: 240 }}
      />
      <Select
        aria-label="Days"
        value={range.days === null ? 'own' : `${range.days}`}
        allowDeselect={false}
        onChange={chooseRange}
        data={choices}
        w={{ base: '100%', xs: 160 }}
      />
      {range.days === null && (
        <DatePickerInput
          type="range"
          aria-label="First and last day"
          value={firstDay ? [firstDay, null] : daysOf(range, now)}
          onChange={chooseDays}
          maxDate={now}
          minDate="2016-01-01"
          allowSingleDateInRange
          weekendDays={[]}
          valueFormat="D MMM YYYY"
          ariaLabels={controlLabels}
          popoverProps={{ returnFocus: true }}
          w={{ base: '100%', xs: 250 }}
        />
      )}
    </Group>
  );
}
