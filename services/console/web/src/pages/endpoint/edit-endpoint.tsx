import { Button, Modal } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type Endpoint, rememberEndpoint } from '../../api/endpoints.ts';
import { bodyOf, crmSync } from '../../api/services.ts';
import { useKept } from '../../components/use-kept.ts';
import { EndpointForm } from '../webhooks/endpoint-form.tsx';
import { useFilters } from '../webhooks/use-filters.ts';

/** Changes the address, the description or the events of an endpoint. */
export function EditEndpoint({ endpoint }: { endpoint: Endpoint }) {
  const { query, choose } = useFilters();
  const stored = { url: endpoint.url, description: endpoint.description ?? '', events: endpoint.events };
  const [content, change, forget] = useKept(`endpoint-${endpoint.endpointId}`, stored);
  const save = useMutation({
    mutationFn: () =>
      bodyOf(
        crmSync.PATCH('/api/endpoints/{id}', {
          params: { path: { id: endpoint.endpointId } },
          body: {
            // What one address did does not count for another: only a new one is sent.
            ...(content.url.trim() !== endpoint.url && { url: content.url.trim() }),
            events: content.events,
            description: content.description.trim() || null,
          },
        }),
      ),
    onSuccess: async (changed) => {
      forget();
      choose('form', null);
      await rememberEndpoint(changed);
    },
  });
  const close = () => {
    forget();
    save.reset();
    choose('form', null);
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPencil size={14} />}
        onClick={() => choose('form', 'edit')}
      >
        Edit
      </Button>
      <Modal
        opened={query.get('form') === 'edit'}
        onClose={close}
        size="lg"
        title="Edit the endpoint"
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <EndpointForm
          content={content}
          onChange={change}
          submitLabel="Save"
          isPending={save.isPending}
          error={save.error}
          onSubmit={() => save.mutate()}
          onCancel={close}
        />
      </Modal>
    </>
  );
}
