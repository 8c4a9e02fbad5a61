import type { Answer } from '../../api/call.ts';

export type Group = Answer<'listGroups'>['groups'][number];
