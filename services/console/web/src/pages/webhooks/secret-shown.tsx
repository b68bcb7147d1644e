import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { CopyField } from '../../components/copy-field.tsx';
import { TextBlock } from '../../components/text-block.tsx';

const example = `import { Webhook } from 'standardwebhooks';

// rawBody: the bytes as they came, before any parsing
const event = new Webhook(secret).verify(rawBody, request.headers);`;

/** The secret of an endpoint, this once, and what to do with it. */
export const SecretShown = ({
  secret,
  doneLabel,
  onDone,
}: {
  secret: string;
  doneLabel: string;
  onDone: () => void;
}) => (
  <Stack>
    <Alert role="note" color="orange" variant="light">
      The secret is shown now and never again. Keep it where the receiver finds it.
    </Alert>
    <CopyField label="Signing secret" value={secret} />
    <div>
      <Text size="sm" fw={500}>
        How the receiver verifies
      </Text>
      <Text size="sm" mb="xs">
        With a library of{' '}
        <Anchor
          underline="always"
          href="https://www.standardwebhooks.com"
          target="_blank"
          rel="noreferrer"
          size="sm"
        >
          Standard Webhooks
        </Anchor>
        , which there are for most languages. It raises an error if the event is not from Postbus.
      </Text>
      <TextBlock label="In JavaScript" text={example} />
    </div>
    <List size="sm" spacing={4}>
      <List.Item>Answer with 2xx within 20 s, before any long work. Anything else is sent again.</List.Item>
      <List.Item>Take each webhook-id once: the same event may come twice.</List.Item>
    </List>
    <Group justify="flex-end">
      <Button onClick={onDone}>{doneLabel}</Button>
    </Group>
  </Stack>
);
