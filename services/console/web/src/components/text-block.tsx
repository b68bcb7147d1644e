import { Box, Button, Code, CopyButton, Group, Text } from '@mantine/core';

/** Text of a machine, as it came: with a name, a way to copy it, and within a height that leaves room for the rest. */
export const TextBlock = ({ label, text, copy = text }: { label: string; text: string; copy?: string }) => (
  <div>
    <Group justify="space-between" mb={4}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <CopyButton value={copy}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="subtle" onClick={copy} aria-label={`Copy: ${label}`}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
    <Box mah={360} style={{ overflow: 'auto' }} tabIndex={0} role="region" aria-label={label}>
      <Code block style={{ overflow: 'visible', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text || ' '}
      </Code>
    </Box>
  </div>
);
