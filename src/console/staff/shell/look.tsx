import { createContext, useContext } from 'react';
import type { useLook } from './theme.ts';

type LookState = ReturnType<typeof useLook>;

const Look = createContext<LookState>({ look: 'auto', dark: false, choose() {} });

export const LookProvider = Look.Provider;
/** How the console looks: charts need to know. */
export const useLookState = (): LookState => useContext(Look);
