import { Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { platformAppsQuery, type WebhookDetail } from '../../api/webhooks.ts';
import { absoluteTime } from '../../components/moment.tsx';

/** By which app and secret a webhook was proven to be TikTok's, and when it was signed. */
export function Verification({ webhook }: { webhook: WebhookDetail }) {
  const { clientKey, signature } = webhook;
  const { data: apps } = useQuery(platformAppsQuery);
  const app = apps?.items.find((one) => one.clientKey === clientKey);
  return (
    <>
      By the {signature ? `${signature.secret} secret` : 'secret'} of {app ? app.name : 'the TikTok app'}{' '}
      <Code>{clientKey}</Code>
      {signature && `, signed ${absoluteTime(signature.signedAt)}`}
      {signature?.secret === 'previous' && (
        <Text size="xs" c="dimmed">
          TikTok still signs with the secret before: keep it until everything comes with the new one.
        </Text>
      )}
      {apps && !app && (
        <Text size="xs" c="dimmed">
          Not an app of this workspace: the one that Postbus was started with, or another workspace's.
        </Text>
      )}
    </>
  );
}
