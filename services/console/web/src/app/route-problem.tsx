import { Alert, Button, Container, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

/** The page itself has failed, or a part of it could not be loaded: after an update the old parts are gone. */
export function RouteProblem() {
  return (
    <Container size="xs" py="xl">
      <Alert role="alert" color="orange" icon={<IconAlertTriangle />} title="This page could not be shown">
        <Stack gap="sm" align="flex-start">
          <Text size="sm">Load it again. What you have typed in a new post is kept.</Text>
          <Button size="xs" onClick={() => location.reload()}>
            Load again
          </Button>
        </Stack>
      </Alert>
    </Container>
  );
}
