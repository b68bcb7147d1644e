import { Badge, Group, List, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { Account } from '../../api/accounts.ts';
import { tiktokScopes } from '../../api/scopes.ts';

/** What the creator has allowed, and what each missing permission costs. */
export function ScopeList({ account }: { account: Account }) {
  const granted = new Set(account.grantedScopes);
  const missing = Object.entries(tiktokScopes).filter(([scope]) => !granted.has(scope));
  return (
    <Stack gap="xs">
      <Group gap={6} role="group" aria-label="Permissions">
        {Object.entries(tiktokScopes).map(([scope, { label }]) => (
          <Badge
            key={scope}
            tt="none"
            variant={granted.has(scope) ? 'default' : 'light'}
            {...(!granted.has(scope) && { color: 'orange' })}
            fw={500}
            title={scope}
            leftSection={
              granted.has(scope) ? <IconCheck size={12} aria-hidden /> : <IconX size={12} aria-hidden />
            }
          >
            {label}
          </Badge>
        ))}
      </Group>
      {missing.length > 0 && (
        <div>
          <Text size="sm" fw={500}>
            Not allowed by the creator:
          </Text>
          <List size="sm">
            {missing.map(([scope, { label, withoutIt }]) => (
              <List.Item key={scope}>
                {label}. {withoutIt}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
