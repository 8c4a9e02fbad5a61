import type { Role } from '../../domain/user.ts';
import type { ActName } from './contract/route.ts';

/** Something a person did through the API, once it is done. `target`: the id of what it was done to; `at`: epoch ms. */
export type Act = { act: ActName; name: string; role: Role; address: string; target: string | null; at: number };

/** Where acts go on record. It must not fail what was done. */
export type RecordAct = (act: Act) => Promise<void>;
