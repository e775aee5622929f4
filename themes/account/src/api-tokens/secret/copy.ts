/**
 * Copies a text to the clipboard. Without HTTPS, browsers have no `navigator.clipboard`, so this copies the selection. If
 * that fails as well, the text stays selected, and the user can copy it by the keyboard.
 *
 * @param shown the element that shows the text
 * @returns whether the text was copied
 */
export const copy = async (text: string, shown: Node) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    window.getSelection()?.selectAllChildren(shown);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way without HTTPS
    return document.execCommand("copy");
  }
};
