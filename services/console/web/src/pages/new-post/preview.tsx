import { AspectRatio, Center, Image, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { bodyOf, uploader } from '../../api/services.ts';
import { formatDuration } from '../../components/format.ts';
import type { Draft } from './draft.ts';
import { useFileUrl } from './use-file-url.ts';

/** What was found in an uploaded file. */
export const useMedia = (mediaId: string | undefined) =>
  useQuery({
    queryKey: ['media', mediaId],
    queryFn: () =>
      bodyOf(uploader.GET('/api/media/{mediaId}', { params: { path: { mediaId: mediaId ?? '' } } })),
    enabled: mediaId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The content as it will be seen. Nothing is added to it. */
export function Preview({ draft }: { draft: Draft }) {
  const file = draft.files[draft.coverIndex] ?? draft.files[0];
  const url = useFileUrl(file?.id);
  const { data: media } = useMedia(file?.mediaId);
  return (
    <Paper withBorder p="sm" component="section" aria-label="Preview">
      <Stack gap="xs">
        <AspectRatio ratio={9 / 16} maw={260} mx="auto" w="100%">
          {url && file?.kind === 'video' ? (
            <video src={url} controls muted playsInline style={{ borderRadius: 8, background: 'black' }} />
          ) : url ? (
            <Image src={url} alt="Preview" fit="contain" radius="md" bg="black" />
          ) : (
            <Center bg="var(--mantine-color-default-hover)" style={{ borderRadius: 8 }}>
              <Text size="sm" c="dimmed" ta="center" px="md">
                {file ? 'The preview is gone after a reload' : 'The preview appears here'}
              </Text>
            </Center>
          )}
        </AspectRatio>
        {draft.title && draft.mode === 'direct' && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }} lineClamp={4}>
            {draft.title}
          </Text>
        )}
        {media && (
          <Text size="xs" c="dimmed" ta="center">
            {[
              media.width && `${media.width} × ${media.height}`,
              media.durationMs && formatDuration(media.durationMs / 1000),
              media.codec,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
