import { Avatar, Group, Text } from '@mantine/core';

interface Named {
  displayName: string | null;
  username: string | null;
  avatarUrl: string | null;
}

/** An account as its owner knows it: picture, name and handle. */
export function AccountName({ account, size = 36 }: { account: Named | null | undefined; size?: number }) {
  const name = account?.displayName ?? account?.username ?? 'Unknown account';
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <Avatar src={account?.avatarUrl ?? null} alt="" size={size} radius="xl" name={name} color="initials" />
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} truncate>
          {name}
        </Text>
        {account?.username && (
          <Text size="xs" c="dimmed" truncate>
            @{account.username}
          </Text>
        )}
      </div>
    </Group>
  );
}
