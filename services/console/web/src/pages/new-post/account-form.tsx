import { Checkbox, Group, Paper, Select, Skeleton, Stack, Text, Tooltip } from '@mantine/core';
import { type Account, useCreatorInfo } from '../../api/accounts.ts';
import { AccountName } from '../../components/account-name.tsx';
import { Problem } from '../../components/problem.tsx';
import { type AccountChoices, type ChangeDraft, choicesOf, type Draft, kindOf, noChoices } from './draft.ts';
import { guidelineTexts, onlyMe, privacyLabels } from './privacy.ts';
import { QuotaNote } from './quota-note.tsx';

/**
 * What is chosen for one account, by what its creator allows just now: who may see the post, with nothing chosen
 * beforehand, and which interactions are allowed, with none at first.
 */
export function AccountForm({
  account,
  draft,
  change,
}: {
  account: Account;
  draft: Draft;
  change: ChangeDraft;
}) {
  const { accountId } = account;
  const { data: creator, error, refetch, isPending } = useCreatorInfo(accountId);
  const choices = choicesOf(draft, accountId);
  const isBranded = draft.isCommercial && draft.isBrandedContent;
  const choose = (chosen: Partial<AccountChoices>) =>
    change(({ choices: known }) => ({
      choices: { ...known, [accountId]: { ...noChoices, ...known[accountId], ...chosen } },
    }));
  const shown = creator
    ? {
        displayName: creator.creatorNickname,
        username: creator.creatorUsername,
        avatarUrl: creator.creatorAvatarUrl ?? account.avatarUrl,
      }
    : account;

  return (
    <Paper withBorder p="md" component="fieldset" m={0} aria-label={shown.displayName ?? accountId}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <AccountName account={shown} />
          <QuotaNote accountId={accountId} mode={draft.mode} />
        </Group>
        {error && <Problem error={error} onRetry={() => void refetch()} title="Nothing can be posted now" />}
        {isPending && <Skeleton height={80} />}
        {creator && draft.mode === 'direct' && (
          <>
            <Select
              label="Who can view this post"
              placeholder="Choose"
              required
              value={choices.privacyLevel}
              onChange={(privacyLevel) => choose({ privacyLevel })}
              data={creator.privacyLevelOptions.map((value) => ({
                value,
                label: privacyLabels[value] ?? value,
                disabled: isBranded && value === onlyMe,
              }))}
              renderOption={({ option }) =>
                isBranded && option.value === onlyMe ? (
                  <Tooltip label={guidelineTexts.brandedNotPrivate}>
                    <span style={{ pointerEvents: 'auto' }}>{option.label}</span>
                  </Tooltip>
                ) : (
                  option.label
                )
              }
              error={
                isBranded && choices.privacyLevel === onlyMe ? guidelineTexts.brandedNotPrivate : undefined
              }
            />
            <Group gap="lg" role="group" aria-label="Allow users to">
              <Text size="sm" fw={500}>
                Allow users to
              </Text>
              <Interaction
                label="Comment"
                isOff={creator.commentDisabled}
                checked={choices.allowComment}
                onChange={(allowComment) => choose({ allowComment })}
              />
              {kindOf(draft) === 'video' && (
                <>
                  <Interaction
                    label="Duet"
                    isOff={creator.duetDisabled}
                    checked={choices.allowDuet}
                    onChange={(allowDuet) => choose({ allowDuet })}
                  />
                  <Interaction
                    label="Stitch"
                    isOff={creator.stitchDisabled}
                    checked={choices.allowStitch}
                    onChange={(allowStitch) => choose({ allowStitch })}
                  />
                </>
              )}
            </Group>
          </>
        )}
      </Stack>
    </Paper>
  );
}

function Interaction(props: {
  label: string;
  /** The creator has switched it off in the TikTok app. */
  isOff: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <Tooltip label="Switched off in the creator's TikTok settings" disabled={!props.isOff}>
      <Checkbox
        label={props.label}
        disabled={props.isOff}
        checked={props.checked && !props.isOff}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </Tooltip>
  );
}
