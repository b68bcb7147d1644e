import { Alert, Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconAlertTriangle, IconUpload } from '@tabler/icons-react';
import { type Draft, kindOf } from './draft.ts';
import { FileRow } from './file-row.tsx';
import { Section } from './section.tsx';
import type { Files } from './use-files.ts';

const accept = ['video/mp4', 'video/quicktime', 'video/webm', 'image/jpeg', 'image/png', 'image/webp'];
const largestBytes = 4 * 1024 ** 3;

/** Takes the video or the photos in, and shows how their uploads go. */
export function FilesSection({ draft, files }: { draft: Draft; files: Files }) {
  const takesMore = draft.files.length === 0 || kindOf(draft) === 'photo';
  return (
    <Section title="Video or photos">
      {takesMore && (
        <Dropzone
          accept={accept}
          maxSize={largestBytes}
          onDrop={files.add}
          onReject={() =>
            files.refuse('TikTok takes MP4, MOV and WebM videos up to 4 GB, and JPEG, PNG and WebP photos.')
          }
          py={draft.files.length === 0 ? 44 : 'sm'}
          radius="md"
          inputProps={{ 'aria-label': 'Choose a video or photos' }}
        >
          <Group justify="center" gap="md" style={{ pointerEvents: 'none' }}>
            <IconUpload size={28} stroke={1.5} aria-hidden />
            <div>
              <Text fw={500}>{draft.files.length === 0 ? 'Drop a video or photos here' : 'Add photos'}</Text>
              <Text size="sm" c="dimmed">
                or choose from this device
              </Text>
            </div>
          </Group>
        </Dropzone>
      )}
      {files.refusal && (
        <Alert role="alert" color="red" icon={<IconAlertTriangle />} variant="light">
          {files.refusal}
        </Alert>
      )}
      {draft.files.length > 0 && (
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {draft.files.map((file, at) => (
            <FileRow
              key={file.id}
              file={file}
              files={files}
              isFirst={at === 0}
              isLast={at === draft.files.length - 1}
            />
          ))}
        </Stack>
      )}
    </Section>
  );
}
