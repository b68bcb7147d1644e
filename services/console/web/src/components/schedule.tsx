import { Select, SimpleGrid } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';

const timeZones = Intl.supportedValuesOf('timeZone');

/** What a screen reader says of a calendar's controls. */
export const controlLabels = {
  previousMonth: 'Month before',
  nextMonth: 'Next month',
  previousYear: 'Year before',
  nextYear: 'Next year',
  previousDecade: 'Years before',
  nextDecade: 'Next years',
  monthLevelControl: 'Choose a month',
  yearLevelControl: 'Choose a year',
};
export const timeLabels = { hoursInputLabel: 'Hours', minutesInputLabel: 'Minutes' };

interface Props {
  /** As the clocks of the time zone show it: `2026-12-01 09:00:00`. */
  at: string | null;
  timeZone: string;
  onAt: (at: string | null) => void;
  onTimeZone: (timeZone: string) => void;
}

/** A date, a time and where the clocks show it. */
export const Schedule = ({ at, timeZone, onAt, onTimeZone }: Props) => (
  <SimpleGrid cols={{ base: 1, sm: 2 }}>
    <DateTimePicker
      label="Date and time"
      placeholder="Choose"
      required
      valueFormat="D MMMM YYYY, HH:mm"
      minDate={new Date()}
      weekendDays={[]}
      value={at}
      onChange={onAt}
      submitButtonProps={{ 'aria-label': 'Done' }}
      ariaLabels={controlLabels}
      timePickerProps={timeLabels}
    />
    <Select
      label="Time zone"
      searchable
      data={timeZones.includes(timeZone) ? timeZones : [timeZone, ...timeZones]}
      value={timeZone}
      allowDeselect={false}
      onChange={(zone) => zone && onTimeZone(zone)}
    />
  </SimpleGrid>
);
