import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';

type Reading<T> = { data: T | undefined; error: Error | null; refetch: () => unknown };

/** What was read, or that it comes, or why it does not. What was there before stays while it is read again. */
export function ReadState<T>({
  of,
  rows = 4,
  children,
}: {
  of: Reading<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.error === null) return <Skeleton active paragraph={{ rows }} aria-label="正在加载" />;
  return (
    <Alert
      type="error"
      showIcon
      title={of.error.message}
      action={
        <Button size="small" onClick={() => of.refetch()}>
          再试一次
        </Button>
      }
    />
  );
}
