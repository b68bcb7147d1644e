import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { rememberEndpoint } from '../../api/endpoints.ts';
import { useRequestKey } from '../../api/request-key.ts';
import { bodyOf, crmSync } from '../../api/services.ts';
import { useKept } from '../../components/use-kept.ts';
import { type EndpointContent, EndpointForm } from './endpoint-form.tsx';
import { SecretShown } from './secret-shown.tsx';
import { useFilters } from './use-filters.ts';

const empty: EndpointContent = { url: '', description: '', events: ['>'] };

/** Makes an endpoint and shows its secret, once. That the form is open stands in the address: it comes back as it was. */
export function NewEndpoint({ icon }: { icon: ReactNode }) {
  const { query, choose } = useFilters();
  const navigate = useNavigate();
  const [content, change, forget] = useKept('endpoint', empty);
  const [round, setRound] = useState(0);
  const { url, description, events } = content;
  const body = { url: url.trim(), events, description: description.trim() || null };
  const key = useRequestKey(body, round);
  const make = useMutation({
    mutationFn: () =>
      bodyOf(crmSync.POST('/api/endpoints', { params: { header: { 'idempotency-key': key } }, body })),
    onSuccess: (endpoint) => {
      forget();
      return rememberEndpoint(endpoint);
    },
    // The secret is in the answer: it does not outlive the dialog.
    gcTime: 0,
  });
  const close = () => {
    forget();
    setRound(round + 1);
    make.reset();
    choose('form', null);
  };
  return (
    <>
      <Button size="xs" leftSection={icon} onClick={() => choose('form', 'new')}>
        New endpoint
      </Button>
      <Modal
        opened={query.get('form') === 'new'}
        onClose={close}
        size="lg"
        title={make.data ? 'The endpoint is made' : 'New endpoint'}
        closeOnClickOutside={false}
        closeOnEscape={!make.data}
        withCloseButton={!make.data}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {make.data ? (
          <SecretShown
            secret={make.data.secret}
            doneLabel="I have kept it: go to the endpoint"
            onDone={() => void navigate(`/webhooks/endpoints/${make.data.endpointId}`)}
          />
        ) : (
          <EndpointForm
            content={content}
            onChange={change}
            submitLabel="Make the endpoint"
            isPending={make.isPending}
            error={make.error}
            onSubmit={() => make.mutate()}
            onCancel={close}
          />
        )}
      </Modal>
    </>
  );
}
