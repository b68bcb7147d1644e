import { Drawer } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadingRows } from './loading.tsx';
import { Problem } from './problem.tsx';

interface Props<Data> {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  children: (data: Data) => ReactNode;
}

/** One thing of a list, beside it: being read, read, or why it cannot be. */
export function DetailsDrawer<Data>({ isOpen, onClose, title, query, children }: Props<Data>) {
  const { data, error, refetch } = query;
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <LoadingRows height={24} />}
      {data !== undefined && children(data)}
    </Drawer>
  );
}
