/** Behind these a place is where something comes from or goes to. */
const towards = /[自到赴往向对从至与同给离返来援]$/u;

/** Does the text speak of a place that it names, and not only of where from or where to (来自武汉, 向湖北)? */
export function speaksOf(text: string, place: string): boolean {
  for (let at = text.indexOf(place); at !== -1; at = text.indexOf(place, at + 1))
    if (!towards.test(text.slice(0, at))) return true;
  return false;
}
