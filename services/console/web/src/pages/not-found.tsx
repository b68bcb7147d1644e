import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Empty } from '../components/empty.tsx';
import { Page } from '../components/page.tsx';

export default function NotFoundPage() {
  return (
    <Page title="Not found">
      <Empty
        icon={<IconCompass />}
        title="There is nothing at this address"
        actions={
          <Button component={Link} to="/posts">
            Go to the posts
          </Button>
        }
      >
        The link may be old, or mistyped.
      </Empty>
    </Page>
  );
}
