import type { Answer } from '../../api/call.ts';

export type Person = Answer<'listPeople'>['people'][number];
