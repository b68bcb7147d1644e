import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useSession } from '../../api/session.ts';
import { Page } from '../../components/page.tsx';
import { AuditTab } from './audit-tab.tsx';
import { ClientsTab } from './clients-tab.tsx';
import { PlatformAppsTab } from './platform-apps-tab.tsx';
import { QuotasTab } from './quotas-tab.tsx';
import { ServicesTab } from './services-tab.tsx';

const tabs = [
  { value: 'services', label: 'Services', scope: '', Content: ServicesTab },
  { value: 'quotas', label: 'Quotas', scope: 'posts:read', Content: QuotasTab },
  { value: 'audit', label: 'Audit log', scope: 'admin', Content: AuditTab },
  { value: 'clients', label: 'Clients', scope: 'admin', Content: ClientsTab },
  { value: 'apps', label: 'Platform apps', scope: 'admin', Content: PlatformAppsTab },
];

/** How Postbus itself is: for whoever runs it. */
export default function SystemPage() {
  const { data: session } = useSession();
  const [query, setQuery] = useSearchParams();
  const allowed = tabs.filter(({ scope }) => !scope || session?.scopes.includes(scope));
  const chosen = allowed.find(({ value }) => value === query.get('tab')) ?? allowed[0];
  return (
    <Page title="System" description="The services, what TikTok still allows, and who did what.">
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
