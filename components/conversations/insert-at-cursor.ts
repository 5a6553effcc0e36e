/** Puts something where the cursor stands, in place of what is selected, and the cursor behind it. */
export function insertAtCursor(
  box: HTMLTextAreaElement | null,
  inserted: string,
  write: (text: string) => void,
): void {
  if (!box) return;
  const { value, selectionStart, selectionEnd, maxLength } = box;
  const text = value.slice(0, selectionStart) + inserted + value.slice(selectionEnd);
  if (text.length > maxLength) return;
  write(text);
  const at = selectionStart + inserted.length;
  // Once the box shows it.
  requestAnimationFrame(() => box.setSelectionRange(at, at));
}
