import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { Page } from '../../components/page.tsx';
import { ReceivedTab } from './received-tab.tsx';

/** Each view of what comes in and goes out by webhook. */
const tabs = [{ value: 'received', label: 'Received', Content: ReceivedTab }];

/** What TikTok has told Postbus. */
export default function WebhooksPage() {
  const [query, setQuery] = useSearchParams();
  const chosen = tabs.find(({ value }) => value === query.get('tab')) ?? tabs[0];
  return (
    <Page
      title="Webhooks"
      description="What TikTok has told Postbus. Each was stored before it was answered, with its signature verified."
    >
      <Tabs
        value={chosen?.value ?? null}
        onChange={(tab) => setQuery({ tab: tab ?? '' }, { replace: true })}
        keepMounted={false}
      >
        {tabs.length > 1 && (
          <Tabs.List mb="lg">
            {tabs.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        )}
        {tabs.map(({ value, Content }) => (
          <Tabs.Panel key={value} value={value}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
