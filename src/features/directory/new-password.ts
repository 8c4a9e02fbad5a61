import { randomInt } from 'node:crypto';

/** Without letters and figures that are taken for each other: it is typed from a screen. */
const letters = 'abcdefghjkmnpqrtuvwxy346789';
const [groups, groupLength] = [4, 5];

/** Random and good enough for ever; its owner changes it all the same, for whoever gave it out has read it. */
export function newPassword(): string {
  const group = (): string => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}
