import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import classes from './figure-tile.module.css';
import { type Change, type Figure, metricLabels } from './figures.ts';

interface Props {
  figure: Figure;
  isChosen: boolean;
  onChoose: () => void;
}

/** A figure with what it was before. Choosing it shows it over time. */
export const FigureTile = ({ figure: { name, value, note, change }, isChosen, onChoose }: Props) => (
  <UnstyledButton className={classes.tile} aria-pressed={isChosen} onClick={onChoose}>
    <Text size="sm" c="dimmed" component="span" display="block">
      {metricLabels[name]}
    </Text>
    <Text fz={26} fw={650} lh={1.25} component="span" display="block">
      {value}
    </Text>
    <Text size="xs" c="dimmed" component="span" display="block">
      {note}
    </Text>
    <ChangeText change={change} />
  </UnstyledButton>
);

const icons = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconEqual };
const colors = { up: 'var(--postbus-up)', down: 'var(--mantine-color-error)', same: 'dimmed' };

/** Never by colour alone. */
export function ChangeText({ change }: { change: Change | null }) {
  if (!change) return null;
  const Icon = icons[change.direction];
  return (
    <Group gap={4} mt={4} wrap="nowrap" component="span">
      <Icon
        size={14}
        aria-hidden
        color={change.direction === 'same' ? undefined : colors[change.direction]}
      />
      <Text size="xs" component="span" c={colors[change.direction]}>
        {change.text}
      </Text>
    </Group>
  );
}
