import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';

/** Says that there is no network, for as long as there is none. */
export function ConnectionNotice() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert role="status" color="orange" icon={<IconWifiOff />} title="You are offline" mb="md">
      What you see may be out of date. Uploads and this page go on by themselves when the connection is back.
    </Alert>
  );
}
