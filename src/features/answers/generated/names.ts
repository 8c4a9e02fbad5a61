import type { Gazetteer } from '../../../domain/gazetteer.ts';
import { looseOrganizations } from './loose-organizations.ts';
import { loosePersons } from './loose-persons.ts';

/** What an answer calls by a name, and how much of it must stand in the sources. */
export type NameFault = { kind: 'quoted' | 'place' | 'organization' | 'person' | 'letters'; name: string };

/** The first name in a text that the sources (`written`) do not have; null when all are there. Both are folded. */
export function findLooseName(gazetteer: Gazetteer, said: string, written: string): NameFault | null {
  return (
    fault('quoted', quotedIn(said), (name) => written.includes(name)) ??
    fault('place', placesIn(gazetteer, said), (name) => hasPlace(gazetteer, name, written)) ??
    fault('letters', said.match(/[a-z][a-z\d.+&-]*[a-z\d+]/gu) ?? [], (name) => written.includes(name)) ??
    fault('organization', looseOrganizations(gazetteer, said, written), () => false) ??
    fault('person', loosePersons(said, written), () => false)
  );
}

function fault(
  kind: NameFault['kind'],
  names: readonly string[],
  isThere: (name: string) => boolean,
): NameFault | null {
  const name = names.find((one) => !isThere(one));
  return name === undefined ? null : { kind, name };
}

function quotedIn(text: string): string[] {
  const pairs = [...text.matchAll(/[“"「『‘《〈【]([^”"」』’》〉】“「『‘《〈【]{1,60})[”"」』’》〉】]/gu)];
  return pairs.map(([, name = '']) => name.trim()).filter((name) => name !== '');
}

/** Below the ranks that the gazetteer knows: 岳麓区, 水北镇, 解放路. */
const smallPlace = /\p{Script=Han}{2,3}?(?:区|县|镇|街道|路(?=\d))(?!域)/gu;
const noPlace =
  /(?:社|地|园|片|城|市|山|郊|小|辖|灾|景|校|厂|库|矿|牧|农|新|老|学|各|该|本|全|跨|分|专|特|战|选|边|误|盲|禁|雷|村|乡|区|郡|近|此|省|多|个|县|镇|等|在|开发|自治|工业|保护|服务|聚集|集聚|示范|功能|试验|实验|核心|联系点)(?:区|县|镇|街道|路)$|^(?:区县|县区|乡镇|城镇)/u;

function placesIn(gazetteer: Gazetteer, text: string): string[] {
  const small = (text.match(smallPlace) ?? []).filter((name) => !noPlace.test(name));
  // The end is what tells: 在岳麓区 is 岳麓区.
  return [...gazetteer.placesIn(text), ...small.map((name) => name.slice(-3))];
}

function hasPlace(gazetteer: Gazetteer, name: string, written: string): boolean {
  return written.includes(name) || gazetteer.placesIn(written).includes(name);
}
