const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const units = ['bytes', 'kB', 'MB', 'GB'];

/** `12.3 MB`, by thousands. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${number.format(bytes / 1000 ** power)} ${units[power]}`;
}

/** `48 s`, `3 min`, `1 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `1.2K`, `3.4M`. */
export const formatCount = (count: number): string => compact.format(count);

const whole = new Intl.NumberFormat('en');

/** `12,345`. */
export const formatNumber = (count: number): string => whole.format(Math.round(count));

const rate = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** `4.2%`; a dash where there is none. */
export const formatRate = (part: number | null): string => (part === null ? '–' : rate.format(part));

/** `+1.2K`, `-3`, `0`. */
export const formatGain = (count: number): string => `${count > 0 ? '+' : ''}${formatCount(count)}`;
