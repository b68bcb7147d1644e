import { Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core';
import { type ChangeDraft, type Draft, kindOf } from './draft.ts';
import { Section } from './section.tsx';

const limits = { videoTitle: 2200, photoTitle: 90, description: 4000 };

/** The caption, and what else belongs to the content whatever the account. */
export function TextSection({ draft, change }: { draft: Draft; change: ChangeDraft }) {
  const isPhoto = kindOf(draft) === 'photo';
  if (draft.mode === 'inbox' && !isPhoto) return null;
  return (
    <Section title={isPhoto ? 'Title and description' : 'Text'}>
      {isPhoto ? (
        <>
          <TextInput
            label="Title"
            value={draft.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            {...counted(draft.title, limits.photoTitle)}
          />
          <Textarea
            label="Description"
            autosize
            minRows={3}
            value={draft.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
            {...counted(draft.description, limits.description)}
          />
          {draft.files.length > 1 && (
            <NumberInput
              label="Cover"
              description="Which photo is shown first on the profile"
              min={1}
              max={draft.files.length}
              value={draft.coverIndex + 1}
              onChange={(value) => change({ coverIndex: Math.max(0, Number(value) - 1) })}
              w={200}
            />
          )}
          {draft.mode === 'direct' && (
            <Checkbox
              label="Let TikTok add music"
              checked={draft.autoAddMusic}
              onChange={(event) => change({ autoAddMusic: event.currentTarget.checked })}
            />
          )}
        </>
      ) : (
        <>
          <Textarea
            label="Caption"
            placeholder="With #hashtags and @mentions"
            autosize
            minRows={3}
            value={draft.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            {...counted(draft.title, limits.videoTitle)}
          />
          <Checkbox
            label="Label as AI-generated"
            checked={draft.isAigc}
            onChange={(event) => change({ isAigc: event.currentTarget.checked })}
          />
        </>
      )}
    </Section>
  );
}

/** TikTok counts UTF-16 units, as `length` does. */
const counted = (text: string, limit: number) => ({
  description: `${text.length} of ${limit} characters`,
  inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const, 'error' as const],
  error: text.length > limit ? `That is ${text.length - limit} too many for TikTok.` : undefined,
});
