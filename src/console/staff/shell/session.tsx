import { Button, Result } from 'antd';
import { createContext, type ReactNode, useContext } from 'react';
import { type Answer, CallError } from '../api/call.ts';
import { useRoute } from '../api/hooks.ts';
import { ChangePassword } from '../pages/sign-in/change-password.tsx';
import { SignIn } from '../pages/sign-in/sign-in.tsx';
import { Opening } from './opening.tsx';

export type User = Answer<'showSession'>['user'];

const Session = createContext<User | null>(null);

/** Who is signed in; only inside the gate. */
export function useUser(): User {
  const user = useContext(Session);
  if (user === null) throw new Error('used outside of the session gate');
  return user;
}

/** Shows what is inside to whoever is signed in and has a password of their own. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, isPending, refetch } = useRoute('showSession', {}, { every: 300_000 });
  if (error instanceof CallError && error.status === 401) return <SignIn />;
  if (isPending) return <Opening />;
  if (data === undefined)
    return (
      <Result status="warning" title={error.message} extra={<Button onClick={() => void refetch()}>再试一次</Button>} />
    );
  if (data.user.mustChangePassword) return <ChangePassword first />;
  return <Session.Provider value={data.user}>{children}</Session.Provider>;
}
