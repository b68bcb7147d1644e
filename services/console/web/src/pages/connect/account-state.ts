import type { Account } from '../../api/accounts.ts';

interface State {
  label: string;
  color: string;
  /** What it means and what to do. */
  advice: string | null;
}

/** How the connection of an account is, in words. */
export const accountStates: Record<Account['status'], State> = {
  active: { label: 'Connected', color: 'green', advice: null },
  refreshing: { label: 'Connected', color: 'green', advice: null },
  reauth_required: {
    label: 'Sign-in needed',
    color: 'red',
    advice: 'TikTok no longer accepts the connection. Nothing is published until you reconnect.',
  },
  revoked: {
    label: 'Access withdrawn',
    color: 'red',
    advice: 'The creator has withdrawn the access in the TikTok app. Reconnect to publish again.',
  },
  disconnected: {
    label: 'Disconnected',
    color: 'gray',
    advice: 'The tokens were wiped. What was posted stays here. Reconnect to publish again.',
  },
};

export const isConnected = ({ status }: Pick<Account, 'status'>): boolean =>
  status === 'active' || status === 'refreshing';
