import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** The question. */
  title: string;
  /** What will happen. */
  children: ReactNode;
  icon?: ReactNode;
  /** Red, for what cannot be taken back, unless told. */
  color?: string;
  isPending: boolean;
  onConfirm: () => void;
}

/** A button that asks before it acts. */
export function ConfirmButton({ label, title, children, icon, color = 'red', isPending, onConfirm }: Props) {
  const [isOpen, { open, close }] = useDisclosure();
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <Button size="xs" variant="light" color={color} leftSection={icon} loading={isPending} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={title}
        centered
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text size="sm">{children}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            Go back
          </Button>
          <Button color={color} onClick={confirm} data-autofocus>
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
