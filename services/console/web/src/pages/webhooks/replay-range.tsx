import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRepeat } from '@tabler/icons-react';
import { useMay } from '../../api/session.ts';
import type { WebhookFilters } from '../../api/webhooks.ts';
import { RangeForm } from './range-form.tsx';

/** Has every service act once more on all webhooks of a time. It begins with what the list shows. */
export function ReplayRange({ filters }: { filters: WebhookFilters }) {
  const [isOpen, { open, close }] = useDisclosure();
  if (!useMay('webhooks:replay')) return null;
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconRepeat size={14} />} onClick={open}>
        Replay a time
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title="Replay the webhooks of a time"
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <RangeForm filters={filters} onClose={close} />
      </Modal>
    </>
  );
}
