import { Alert } from 'antd';

/** What the server says was wrong, above what was filled in. */
export function Problem({ error }: { error: Error | null }) {
  if (error === null) return null;
  return <Alert type="error" showIcon className="settings-problem" title={error.message} role="alert" />;
}
