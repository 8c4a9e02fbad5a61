/** A card with a text, letter by letter, and buttons under it; `mention`: whom it is for. */
export function cardOf({
  text,
  buttons,
  mention,
}: {
  text: string;
  buttons: readonly object[];
  mention: string | null;
}): object {
  return {
    // A card that changes for everybody who sees it, also in the answer to a press.
    config: { wide_screen_mode: true, update_multi: true },
    elements: [
      ...(mention === null ? [] : [{ tag: 'markdown', content: `<at id=${mention}></at>` }]),
      { tag: 'div', text: { tag: 'plain_text', content: text } },
      { tag: 'action', actions: buttons },
    ],
  };
}
