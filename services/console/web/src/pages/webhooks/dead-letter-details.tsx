import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { clientsQuery } from '../../api/clients.ts';
import { type DeadLetterDetail, deadLetterQuery } from '../../api/dead-letters.ts';
import { DetailsDrawer } from '../../components/details-drawer.tsx';
import { type FactItem, Facts } from '../../components/facts.tsx';
import { absoluteTime } from '../../components/moment.tsx';
import { TextBlock } from '../../components/text-block.tsx';
import { TextButton } from '../../components/text-button.tsx';
import { DeadLetterActions } from './dead-letter-actions.tsx';
import { deadLetterStates, isJson } from './dead-letter-filters.ts';
import { readableBody } from './readable-body.ts';

interface Props {
  id: string | null;
  onClose: () => void;
  /** Shows another one. */
  onOpen: (id: string) => void;
}

/** One dead letter: the message, why it was given up, and what can be done. */
export function DeadLetterDetails({ id, onClose, onOpen }: Props) {
  const query = useQuery({ ...deadLetterQuery(id ?? ''), enabled: id !== null });
  const { data } = query;
  return (
    <DetailsDrawer
      isOpen={id !== null}
      onClose={onClose}
      query={query}
      title={data ? `${data.service} ${data.consumer}` : 'Dead letter'}
    >
      {(found) => <Content key={found.id} letter={found} onOpen={onOpen} />}
    </DetailsDrawer>
  );
}

function Content({ letter, onOpen }: { letter: DeadLetterDetail; onOpen: (id: string) => void }) {
  const { error, replayOf, settledAt, settledBy } = letter;
  const { data: clients } = useQuery(clientsQuery);
  const by = clients?.items.find(({ clientId }) => clientId === settledBy)?.name ?? settledBy;
  const state = deadLetterStates[letter.state];
  const facts: FactItem[] = [
    ['State', settledAt ? `${state.label} ${absoluteTime(settledAt)} by ${by}` : state.meaning],
    ['Subject', <Mono key="subject" text={letter.subject} />],
    [
      'Given up',
      `${absoluteTime(letter.failedAt)}, after ${letter.attempts === 1 ? 'one try' : `${letter.attempts} tries`}`,
    ],
    ['Event', letter.eventId ? <Mono key="event" text={letter.eventId} /> : 'The message is no event'],
    ['Place on the bus', <Mono key="place" text={`${letter.stream} ${letter.streamSequence}`} />],
  ];
  if (letter.replays > 0) facts.push(['Replayed', letter.replays === 1 ? 'Once' : `${letter.replays} times`]);
  if (replayOf) {
    facts.push([
      'Failed again after',
      <TextButton key="first" onClick={() => onOpen(replayOf)}>
        the replay of an earlier dead letter
      </TextButton>,
    ]);
  }
  return (
    <Stack>
      <Alert role="note" color="red" variant="light" title={error.code ?? error.name}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {error.message}
        </Text>
      </Alert>
      <DeadLetterActions letter={letter} />
      <Facts items={facts} />
      <TextBlock
        label="Payload"
        text={isJson(letter.payload) ? readableBody(letter.payload) : letter.payload}
        copy={letter.payload}
      />
      {error.stack && <TextBlock label="Stack" text={error.stack} />}
      {Object.keys(letter.headers).length > 0 && (
        <TextBlock
          label="Headers"
          text={Object.entries(letter.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n')}
        />
      )}
    </Stack>
  );
}

const Mono = ({ text }: { text: string }) => <span className="mono">{text}</span>;
