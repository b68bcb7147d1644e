import { Anchor, Button, Checkbox, Group, List, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../components/problem.tsx';
import { type ChangeDraft, type Draft, kindOf } from './draft.ts';
import { brandedContentUrl, guidelineTexts, musicUsageUrl } from './privacy.ts';
import { useSubmit } from './use-submit.ts';

interface Props {
  draft: Draft;
  change: ChangeDraft;
  clear: () => void;
  missing: string[];
}

const actions = { now: 'Publish', later: 'Schedule', draft: 'Keep the draft' };

/** TikTok's declaration, the consent, and the button. Nothing goes to TikTok before it. */
export function SubmitSection({ draft, change, clear, missing }: Props) {
  const [hasConsented, setHasConsented] = useState(false);
  const submit = useSubmit({ draft, change, clear });
  const isInbox = draft.mode === 'inbox';
  const label = isInbox && draft.when === 'now' ? 'Send to the inbox' : actions[draft.when];
  const left = [...missing, ...(hasConsented ? [] : ['Agree above.'])];
  return (
    <Paper withBorder p="lg" component="section" aria-label="Send">
      <Stack gap="md">
        {!isInbox && (
          <Text size="sm">
            By posting, you agree to TikTok's{' '}
            {draft.isCommercial && draft.isBrandedContent && (
              <>
                <Policy href={brandedContentUrl}>Branded Content Policy</Policy> and{' '}
              </>
            )}
            <Policy href={musicUsageUrl}>Music Usage Confirmation</Policy>.
          </Text>
        )}
        <Checkbox
          label={`I agree that this ${kindOf(draft)} is sent to TikTok for the chosen accounts.`}
          checked={hasConsented}
          onChange={(event) => setHasConsented(event.currentTarget.checked)}
        />
        {missing.length > 0 && (
          <List size="sm" aria-label="Still to do">
            {missing.map((text) => (
              <List.Item key={text}>{text}</List.Item>
            ))}
          </List>
        )}
        {submit.error && <Problem error={submit.error} onRetry={() => submit.mutate()} title="Not sent" />}
        <Group>
          <Tooltip label={left[0]} disabled={left.length === 0} multiline maw={280}>
            {/* A disabled button tells nothing; the box around it does. */}
            <div>
              <Button
                size="md"
                disabled={left.length > 0}
                loading={submit.isPending}
                onClick={() => submit.mutate()}
              >
                {label}
              </Button>
            </div>
          </Tooltip>
        </Group>
        <Text size="xs" c="dimmed">
          {guidelineTexts.processing}
        </Text>
      </Stack>
    </Paper>
  );
}

const Policy = ({ href, children }: { href: string; children: string }) => (
  <Anchor href={href} target="_blank" rel="noreferrer" inherit underline="always">
    {children}
  </Anchor>
);
