import { Alert, Checkbox, Stack, Switch, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type ChangeDraft, choicesOf, type Draft, kindOf } from './draft.ts';
import { onlyMe } from './privacy.ts';
import { Section } from './section.tsx';

/** TikTok's "Content Disclosure Setting", with its own labels and rules (content sharing guidelines, 3). */
export function DisclosureSection({ draft, change }: { draft: Draft; change: ChangeDraft }) {
  const isPrivateSomewhere = draft.accountIds.some((id) => choicesOf(draft, id).privacyLevel === onlyMe);
  const kind = kindOf(draft);
  const label = labelOf(draft);
  return (
    <Section
      title="Content disclosure"
      hint="Turn on to disclose that this content promotes yourself, a brand, product or service."
    >
      <Switch
        label="Content Disclosure Setting"
        checked={draft.isCommercial}
        onChange={(event) =>
          change({
            isCommercial: event.currentTarget.checked,
            ...(!event.currentTarget.checked && { isYourBrand: false, isBrandedContent: false }),
          })
        }
      />
      {draft.isCommercial && (
        <Stack gap="sm">
          <Checkbox
            label="Your brand"
            description="You are promoting yourself or your own business. This content will be classified as Brand Organic."
            checked={draft.isYourBrand}
            onChange={(event) => change({ isYourBrand: event.currentTarget.checked })}
          />
          <Tooltip
            label="Branded content cannot be private. Choose another visibility than Only me first."
            disabled={!isPrivateSomewhere || draft.isBrandedContent}
            multiline
            maw={280}
          >
            <Checkbox
              label="Branded content"
              description={
                isPrivateSomewhere && !draft.isBrandedContent
                  ? 'Not while a visibility is Only me: branded content cannot be private.'
                  : 'You are promoting another brand or a third party. This content will be classified as Branded Content.'
              }
              disabled={isPrivateSomewhere && !draft.isBrandedContent}
              checked={draft.isBrandedContent}
              onChange={(event) => change({ isBrandedContent: event.currentTarget.checked })}
            />
          </Tooltip>
          {label && (
            <Alert variant="light" icon={<IconInfoCircle />}>
              Your {kind} will be labeled as '{label}'
            </Alert>
          )}
        </Stack>
      )}
    </Section>
  );
}

function labelOf({ isBrandedContent, isYourBrand }: Draft): string | null {
  if (isBrandedContent) return 'Paid partnership';
  return isYourBrand ? 'Promotional content' : null;
}
