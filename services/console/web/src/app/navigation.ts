import {
  IconChartLine,
  IconHeartRateMonitor,
  IconPlus,
  IconStack2,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';

/** What the menu leads to, and the scope that it needs. Webhooks are of all workspaces: TikTok sends them to an app. */
export const navigation = [
  { to: '/posts', label: 'Posts', icon: IconStack2, scope: 'crm:read', end: true },
  { to: '/posts/new', label: 'New post', icon: IconPlus, scope: 'posts:write', end: false },
  { to: '/platforms/connect/tiktok', label: 'Accounts', icon: IconUsers, scope: 'accounts:read', end: false },
  { to: '/analytics', label: 'Analytics', icon: IconChartLine, scope: 'crm:read', end: false },
  { to: '/webhooks', label: 'Webhooks', icon: IconWebhook, scope: 'admin', end: false },
  { to: '/system', label: 'System', icon: IconHeartRateMonitor, scope: '', end: false },
];
