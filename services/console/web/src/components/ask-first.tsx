import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface Props {
  label: string;
  /** The question. */
  title: string;
  /** What will happen. */
  children: ReactNode;
  icon?: ReactNode;
  color?: string;
  isPending: boolean;
  onConfirm: () => void;
}

/** A button that asks before it acts, in its own place: for where a dialog is open already. */
export function AskFirst({ label, title, children, icon, color = 'indigo', isPending, onConfirm }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const confirmation = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  const id = useId();
  useEffect(() => {
    if (isAsking) confirmation.current?.focus();
    else if (wasAsking.current) opener.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  const confirm = () => {
    setIsAsking(false);
    onConfirm();
  };
  if (!isAsking) {
    return (
      <Button
        ref={opener}
        size="xs"
        variant="light"
        color={color}
        leftSection={icon}
        loading={isPending}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </Button>
    );
  }
  return (
    <Alert color={color} variant="light" title={title} role="group" aria-label={title} w="100%">
      <Stack gap="sm">
        <Text size="sm" id={id}>
          {children}
        </Text>
        <Group gap="sm">
          <Button ref={confirmation} size="xs" color={color} onClick={confirm} aria-describedby={id}>
            {label}
          </Button>
          <Button size="xs" variant="default" onClick={() => setIsAsking(false)}>
            Go back
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
