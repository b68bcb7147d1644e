import { Badge, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { platformAppsQuery } from '../../api/webhooks.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { Moment } from '../../components/moment.tsx';
import { Problem } from '../../components/problem.tsx';

/** The workspace's own apps at developers.tiktok.com. */
export function PlatformAppsTab() {
  const { data, error, refetch } = useQuery(platformAppsQuery);
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows />;
  if (data.items.length === 0) {
    return (
      <Text c="dimmed">
        This workspace has no TikTok app of its own and uses the one that Postbus was started with. Bring one
        along with <Code>POST /api/platform-apps</Code> of auth-gateway.
      </Text>
    );
  }
  return (
    <Stack>
      {data.items.map((app) => (
        <Paper key={app.platformAppId} withBorder p="lg" component="article" aria-label={app.name}>
          <Group justify="space-between">
            <Title order={2} size="h5">
              {app.name}
            </Title>
            <Group gap={6}>
              {app.isDefault && (
                <Badge variant="light" tt="none">
                  Default
                </Badge>
              )}
              <Badge variant="light" tt="none" color={app.audited ? 'green' : 'orange'}>
                {app.audited ? 'Audited' : 'Not audited: private posts only'}
              </Badge>
              {app.disabledAt && (
                <Badge variant="light" tt="none" color="red">
                  Disabled
                </Badge>
              )}
            </Group>
          </Group>
          <Text size="sm" c="dimmed" mt="xs">
            Client key <Code>{app.clientKey}</Code> · changed <Moment at={app.updatedAt} />
          </Text>
          {app.verifiedUrls.length > 0 && (
            <Text size="sm">Verified addresses: {app.verifiedUrls.join(', ')}</Text>
          )}
        </Paper>
      ))}
    </Stack>
  );
}
