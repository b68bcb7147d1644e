import '@mantine/dates/styles.css';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import type { Post } from '../../api/posts.ts';
import { useReschedule } from '../../api/reschedule.ts';
import { Problem } from '../../components/problem.tsx';
import { Schedule } from '../../components/schedule.tsx';

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Another date and time for a post that is not out yet. */
export function Reschedule({ post }: { post: Post }) {
  const [isOpen, { open, close }] = useDisclosure();
  const [at, setAt] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(post.timeZone ?? ownZone());
  const reschedule = useReschedule();
  const save = () =>
    at &&
    reschedule.mutate(
      { postId: post.postId, scheduledAt: at.replace(' ', 'T'), timeZone },
      { onSuccess: close },
    );
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconCalendar size={14} />} onClick={open}>
        {post.scheduledAt ? 'Reschedule' : 'Schedule'}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title="When it goes out"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          {reschedule.error && <Problem error={reschedule.error} />}
          <Schedule at={at} timeZone={timeZone} onAt={setAt} onTimeZone={setTimeZone} />
          <Group justify="flex-end">
            <Button disabled={!at} loading={reschedule.isPending} onClick={save}>
              Save
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
