import { createContext, type ReactNode, useContext, useState } from 'react';

type JobsOpen = { shown: boolean; open: (now: boolean) => void };

const Context = createContext<JobsOpen>({ shown: false, open() {} });

/** Whether the list of jobs is open: any page inside may open it. */
export function JobsOpenProvider({ children }: { children: ReactNode }) {
  const [shown, open] = useState(false);
  return <Context.Provider value={{ shown, open }}>{children}</Context.Provider>;
}

export const useJobsOpen = (): JobsOpen => useContext(Context);
