import {
  IconChartLine,
  IconHeartRateMonitor,
  IconPlus,
  IconStack2,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';

/**
 * What the menu leads to, and the scopes of which one is enough. Received webhooks are of all workspaces, since TikTok sends
 * them to an app; endpoints are of one.
 */
export const navigation = [
  { to: '/posts', label: 'Posts', icon: IconStack2, scopes: ['crm:read'], end: true },
  { to: '/posts/new', label: 'New post', icon: IconPlus, scopes: ['posts:write'], end: false },
  {
    to: '/platforms/connect/tiktok',
    label: 'Accounts',
    icon: IconUsers,
    scopes: ['accounts:read'],
    end: false,
  },
  { to: '/analytics', label: 'Analytics', icon: IconChartLine, scopes: ['crm:read'], end: false },
  { to: '/webhooks', label: 'Webhooks', icon: IconWebhook, scopes: ['admin', 'endpoints:write'], end: false },
  { to: '/system', label: 'System', icon: IconHeartRateMonitor, scopes: [], end: false },
];
