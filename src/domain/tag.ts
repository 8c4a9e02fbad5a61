/** What a group or an organization is marked with; what can be written behind `tag:` and `@`. */
export function isTag(text: string): boolean {
  return /^[\p{L}\p{N}_-]{1,20}$/u.test(text);
}
