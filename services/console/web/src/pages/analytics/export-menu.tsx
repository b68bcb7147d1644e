import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Interval, Scope } from '../../api/analytics.ts';
import { toApiError } from '../../api/api-error.ts';
import { download } from '../../api/download.ts';

interface Props {
  scope: Scope;
  interval: Interval;
  timeZone: string;
  /** A part of the files' names. */
  days: string;
}

/** What the page shows, as files for a spreadsheet. */
export function ExportMenu({ scope, interval, timeZone, days }: Props) {
  const save = useSave();
  const files = {
    figures: () =>
      save.mutate({
        path: '/api/crm-sync/api/crm/metrics.csv',
        query: { ...scope, interval, timeZone },
        fileName: `figures ${days}.csv`,
      }),
    posts: () =>
      save.mutate({
        path: '/api/crm-sync/api/crm/posts.csv',
        query: scope,
        fileName: `posts ${days}.csv`,
      }),
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          rightSection={<IconChevronDown size={14} />}
          loading={save.isPending}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={files.figures}>Figures over time (CSV)</Menu.Item>
        <Menu.Item onClick={files.posts}>Posts with their figures (CSV)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface File {
  path: string;
  query: object;
  fileName: string;
}

/** Saves a file, and says so when that did not work. */
export const useSave = () =>
  useMutation({
    mutationFn: ({ path, query, fileName }: File) => download(path, query, fileName),
    onError: (problem) =>
      notifications.show({ color: 'red', title: 'Not saved', message: toApiError(problem).userMessage }),
  });
