import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { toApiError } from '../api/api-error.ts';
import { nextStep } from './next-steps.ts';

/** An error in the words that the API has for people, with what to do next. */
export function Problem({ error, onRetry, title }: { error: unknown; onRetry?: () => void; title?: string }) {
  const problem = toApiError(error);
  const { heading, icon, color } = kindOf(problem);
  const step = nextStep(problem);
  return (
    <Alert role="alert" color={color} icon={icon} title={title ?? heading} variant="light">
      <Stack gap="xs">
        <Text size="sm">{problem.userMessage}</Text>
        {step && <Text size="sm">{step}</Text>}
        {accountsLink(problem.code)}
        {onRetry && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          </Group>
        )}
        {problem.status > 0 && (
          <Text size="xs" c="dimmed">
            <Code>{problem.code}</Code>
            {problem.correlationId && (
              <>
                {' '}
                for support: <span className="mono">{problem.correlationId}</span>
              </>
            )}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}

function kindOf({ code, status }: { code: string; status: number }) {
  if (code === 'offline') return { heading: 'No connection', icon: <IconWifiOff />, color: 'orange' };
  if (status >= 500)
    return { heading: 'Not available just now', icon: <IconPlugConnectedX />, color: 'orange' };
  return { heading: 'That did not work', icon: <IconAlertTriangle />, color: 'red' };
}

const reconnectCodes = new Set([
  'reauth_required',
  'account_not_connected',
  'account_not_found',
  'account_revoked',
  'account_disconnected',
  'token_unreadable',
  'access_token_invalid',
  'scope_not_authorized',
]);

/** Where a person can put it right. */
function accountsLink(code: string) {
  if (!reconnectCodes.has(code)) return null;
  return (
    <Group>
      <Button size="xs" component={Link} to="/platforms/connect/tiktok">
        Go to the accounts
      </Button>
    </Group>
  );
}
