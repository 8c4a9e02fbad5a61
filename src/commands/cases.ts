import type { Commands } from './context.ts';
export const caseCommands: Commands = () => {};
