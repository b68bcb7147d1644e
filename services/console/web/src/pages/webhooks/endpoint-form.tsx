import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { toApiError } from '../../api/api-error.ts';
import { Problem } from '../../components/problem.tsx';
import { EventFilters } from './event-filters.tsx';

export interface EndpointContent {
  url: string;
  description: string;
  events: string[];
}

interface Props {
  content: EndpointContent;
  onChange: (changes: Partial<EndpointContent>) => void;
  submitLabel: string;
  isPending: boolean;
  error: unknown;
  onSubmit: () => void;
  onCancel: () => void;
}

const urlCodes = /^endpoint_(url|address)_/;

/** The fields of an endpoint. */
export function EndpointForm({
  content,
  onChange,
  submitLabel,
  isPending,
  error,
  onSubmit,
  onCancel,
}: Props) {
  const { url, description, events } = content;
  const isUrlWrong = error !== null && urlCodes.test(toApiError(error).code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Stack component="form" onSubmit={submit}>
      <TextInput
        label="Address"
        description="Where events are sent to, by https"
        placeholder="https://crm.example.com/postbus"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={2048}
        value={url}
        error={isUrlWrong}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="Description"
        description="For people: which system this is"
        maxLength={500}
        value={description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <EventFilters events={events} onChange={(chosen) => onChange({ events: chosen })} />
      {error !== null && <Problem error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Go back
        </Button>
        <Button type="submit" loading={isPending} disabled={events.length === 0}>
          {submitLabel}
        </Button>
      </Group>
      {events.length === 0 && (
        <Text size="xs" c="dimmed" ta="right">
          Choose at least one event.
        </Text>
      )}
    </Stack>
  );
}
