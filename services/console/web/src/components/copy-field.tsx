import { Button, Code, CopyButton, Group, Text } from '@mantine/core';

/** A value that somebody takes elsewhere. */
export const CopyField = ({ label, value }: { label: string; value: string }) => (
  <div>
    <Text size="sm" fw={500}>
      {label}
    </Text>
    <Group wrap="nowrap" gap="sm">
      <Code className="mono" style={{ flex: 1 }}>
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            onClick={copy}
            aria-label={`Copy the ${label.toLowerCase()}`}
            style={{ flexShrink: 0 }}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  </div>
);
