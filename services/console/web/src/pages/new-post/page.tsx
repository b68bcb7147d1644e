import '@mantine/dates/styles.css';
import '@mantine/dropzone/styles.css';
import { Button, Grid, Stack } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { AccountsSection } from './accounts-section.tsx';
import { ChecksSection } from './checks-section.tsx';
import { DisclosureSection } from './disclosure-section.tsx';
import { changeDraft as change, clearDraft as clear, useDraft } from './draft.ts';
import { FilesSection } from './files-section.tsx';
import { missingOf } from './missing.ts';
import { Preview } from './preview.tsx';
import { SubmitSection } from './submit-section.tsx';
import { TextSection } from './text-section.tsx';
import { useFiles } from './use-files.ts';
import { useKnown } from './use-known.ts';
import { WhenSection } from './when-section.tsx';

/** Files, text, accounts and time of a new post. What is typed is kept in this browser until it is sent. */
export default function NewPostPage() {
  const draft = useDraft();
  const files = useFiles({ draft, change });
  const missing = missingOf(draft, useKnown(draft));
  const startOver = () => {
    for (const { id } of draft.files) files.remove(id);
    clear();
  };
  const isTouched = draft.files.length > 0 || draft.title !== '' || draft.accountIds.length > 0;
  return (
    <Page
      title="New post"
      description="What you enter is kept in this browser until you send it."
      actions={
        isTouched && (
          <Button variant="default" onClick={startOver}>
            Start over
          </Button>
        )
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <FilesSection draft={draft} files={files} />
            <TextSection draft={draft} change={change} />
            <AccountsSection draft={draft} change={change} />
            {draft.mode === 'direct' && <DisclosureSection draft={draft} change={change} />}
            <WhenSection draft={draft} change={change} />
            <ChecksSection draft={draft} change={change} isComplete={missing.length === 0} />
            <SubmitSection draft={draft} change={change} clear={clear} missing={missing} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: -1, md: 0 }} visibleFrom="md">
          <div style={{ position: 'sticky', top: 80 }}>
            <Preview draft={draft} />
          </div>
        </Grid.Col>
        {draft.files.length > 0 && (
          <Grid.Col span={12} hiddenFrom="md" order={{ base: 2 }}>
            <Preview draft={draft} />
          </Grid.Col>
        )}
      </Grid>
    </Page>
  );
}
