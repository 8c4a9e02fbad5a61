import type { Selectable } from 'kysely';
import type { Member } from '../../domain/member.ts';
import type { Tables } from './schema.ts';

export function toMember(row: Selectable<Tables['members']>): Member {
  return { id: row.id, channel: row.channel, platformId: row.platform_id, name: row.name };
}
