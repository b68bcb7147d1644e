import { Alert, Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { clientsQuery } from '../../api/clients.ts';
import { queryClient } from '../../api/query-client.ts';
import { authGateway, bodyOf } from '../../api/services.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { Problem } from '../../components/problem.tsx';

const scopes = [
  'accounts:read',
  'accounts:connect',
  'tokens:read',
  'tokens:proxy',
  'posts:read',
  'posts:write',
  'media:write',
  'webhooks:read',
  'webhooks:replay',
  'crm:read',
  'endpoints:write',
  'workers:run',
  'admin',
] as const;
type Scope = (typeof scopes)[number];

/** Makes a client and shows its secret, once. */
export function NewClient() {
  const [isOpen, { open, close }] = useDisclosure();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Scope[]>([]);
  const make = useMutation({
    mutationFn: () => bodyOf(authGateway.POST('/api/clients', { body: { name, scopes: chosen } })),
    onSuccess: () => queryClient.invalidateQueries(clientsQuery),
  });
  const begin = () => {
    make.reset();
    setName('');
    setChosen([]);
    open();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={14} />} onClick={begin}>
        New client
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={make.data ? 'The client is made' : 'New client'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {make.data ? (
          <Made clientId={make.data.clientId} secret={make.data.clientSecret} />
        ) : (
          <Stack component="form" onSubmit={submit}>
            {make.error && <Problem error={make.error} />}
            <TextInput
              label="Name"
              description="The app that will use it"
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <MultiSelect
              label="Scopes"
              description="What it may do: no more than it needs"
              data={scopes}
              value={chosen}
              onChange={(values) => setChosen(values as Scope[])}
              searchable
            />
            <Group justify="flex-end">
              <Button type="submit" disabled={chosen.length === 0} loading={make.isPending}>
                Make the client
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}

const Made = ({ clientId, secret }: { clientId: string; secret: string }) => (
  <Stack>
    <Alert color="orange" variant="light">
      The secret is shown now and never again. Keep it where the app finds it.
    </Alert>
    <CopyField label="Client id" value={clientId} />
    <CopyField label="Client secret" value={secret} />
  </Stack>
);
