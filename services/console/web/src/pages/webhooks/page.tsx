import { Tabs } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useSession } from '../../api/session.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { DeadLettersTab } from './dead-letters-tab.tsx';
import { EndpointsTab } from './endpoints-tab.tsx';
import { ReceivedTab } from './received-tab.tsx';

/** Each view of what comes in and goes out by webhook, and the scopes that it needs. */
const tabs = [
  { value: 'received', label: 'Received', scopes: ['webhooks:read', 'admin'], Content: ReceivedTab },
  {
    value: 'dead-letters',
    label: 'Dead letters',
    scopes: ['webhooks:read', 'admin'],
    Content: DeadLettersTab,
  },
  { value: 'endpoints', label: 'Endpoints', scopes: ['endpoints:write'], Content: EndpointsTab },
];

/** What TikTok tells Postbus, what Postbus tells others, and what got stuck in between. */
export default function WebhooksPage() {
  const { data: session } = useSession();
  const [query, setQuery] = useSearchParams();
  const allowed = tabs.filter(({ scopes }) => scopes.every((scope) => session?.scopes.includes(scope)));
  const chosen = allowed.find(({ value }) => value === query.get('tab')) ?? allowed[0];
  return (
    <Page
      title="Webhooks"
      description="What TikTok tells Postbus, what a service could not take, and where Postbus tells others."
    >
      {session && !chosen && (
        <Empty icon={<IconLock />} title="Not for this client">
          Received webhooks need the scopes webhooks:read and admin, endpoints need endpoints:write. Sign in
          with a client that has them.
        </Empty>
      )}
      <Tabs
        value={chosen?.value ?? null}
        onChange={(tab) => setQuery({ tab: tab ?? '' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          {allowed.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {allowed.map(({ value, Content }) => (
          <Tabs.Panel key={value} value={value}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
