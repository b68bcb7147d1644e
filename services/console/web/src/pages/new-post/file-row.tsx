import {
  ActionIcon,
  Button,
  FileButton,
  Group,
  Image,
  Progress,
  Stack,
  Text,
  ThemeIcon,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPhoto, IconVideo, IconX } from '@tabler/icons-react';
import { formatBytes, formatDuration } from '../../components/format.ts';
import { Problem } from '../../components/problem.tsx';
import type { DraftFile } from './draft.ts';
import { type UploadState, useUpload } from './uploads.ts';
import { useFileUrl } from './use-file-url.ts';
import type { Files } from './use-files.ts';

interface Props {
  file: DraftFile;
  files: Files;
  isFirst: boolean;
  isLast: boolean;
}

/** One file: how much of it is there, how fast it goes, how long it still takes. */
export function FileRow({ file, files, isFirst, isLast }: Props) {
  const upload = useUpload(file.id);
  const isWanted = files.wanted.has(file.id);
  const percent = file.mediaId ? 100 : percentOf(upload);
  return (
    <li>
      <Stack gap={6}>
        <Group wrap="nowrap" gap="sm">
          <Thumbnail file={file} />
          <div style={{ flex: 1, minWidth: 0 }}>
            <Text size="sm" fw={500} truncate>
              {file.name}
            </Text>
            <Text size="xs" c="dimmed" aria-live="polite">
              {formatBytes(file.sizeBytes)} · {isWanted ? 'stopped' : phaseText(file, upload)}
            </Text>
          </div>
          {file.kind === 'photo' && (
            <>
              <ActionIcon
                variant="default"
                aria-label={`Move ${file.name} up`}
                disabled={isFirst}
                onClick={() => files.move(file.id, -1)}
              >
                <IconArrowUp size={16} />
              </ActionIcon>
              <ActionIcon
                variant="default"
                aria-label={`Move ${file.name} down`}
                disabled={isLast}
                onClick={() => files.move(file.id, 1)}
              >
                <IconArrowDown size={16} />
              </ActionIcon>
            </>
          )}
          <ActionIcon
            variant="default"
            aria-label={`Remove ${file.name}`}
            onClick={() => files.remove(file.id)}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
        <Progress
          value={percent}
          aria-label={`Upload of ${file.name}`}
          color={colorOf(file, upload)}
          size="sm"
          animated={upload?.phase === 'uploading'}
        />
        {isWanted && (
          <Group gap="sm">
            <Text size="sm">
              This browser has not kept the file. Choose it again: the upload goes on where it was.
            </Text>
            <FileButton onChange={(again) => again && files.supply(file.id, again)}>
              {(props) => (
                <Button {...props} size="xs" variant="default">
                  Choose {file.name}
                </Button>
              )}
            </FileButton>
          </Group>
        )}
        {upload?.phase === 'failed' && !file.mediaId && <Problem error={upload.error} title="Not uploaded" />}
      </Stack>
    </li>
  );
}

function Thumbnail({ file }: { file: DraftFile }) {
  const url = useFileUrl(file.kind === 'photo' ? file.id : undefined);
  if (url) return <Image src={url} alt="" w={40} h={40} radius="sm" fit="cover" />;
  return (
    <ThemeIcon variant="light" size={40} aria-hidden>
      {file.kind === 'photo' ? <IconPhoto size={20} /> : <IconVideo size={20} />}
    </ThemeIcon>
  );
}

const percentOf = (upload: UploadState | undefined): number =>
  upload && upload.totalBytes > 0 ? (upload.sentBytes / upload.totalBytes) * 100 : 0;

function phaseText({ mediaId }: DraftFile, upload: UploadState | undefined): string {
  if (mediaId) return 'uploaded';
  if (!upload) return 'about to begin';
  if (upload.phase === 'failed') return 'not uploaded';
  const percent = `${Math.floor(percentOf(upload))} %`;
  if (upload.phase === 'interrupted') return `${percent} · interrupted, goes on by itself`;
  const { bytesPerSecond, secondsLeft } = upload;
  if (bytesPerSecond === null || secondsLeft === null) return percent;
  return `${percent} · ${formatBytes(bytesPerSecond)}/s · ${formatDuration(secondsLeft)} left`;
}

function colorOf({ mediaId }: DraftFile, upload: UploadState | undefined): string {
  if (mediaId) return 'green';
  if (upload?.phase === 'failed') return 'red';
  return upload?.phase === 'interrupted' ? 'orange' : 'indigo';
}
