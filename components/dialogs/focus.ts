/** For `onOpenAutoFocus`: into the first field, else onto the dialog itself, so that its title is read and no button is armed. */
export function focusFirstField(event: Event) {
  event.preventDefault();
  const dialog = event.currentTarget as HTMLElement;
  (dialog.querySelector<HTMLElement>('input') ?? dialog).focus();
}

/**
 * For `onCloseAutoFocus`: back to the first of these elements that is still on the page. A dialog opened from a
 * menu can't leave this to itself: the menu item that it was opened from is gone.
 */
export function focusFirstOf(event: Event, ...ids: string[]) {
  event.preventDefault();
  ids
    .map((id) => document.getElementById(id))
    .find((element) => element)
    ?.focus();
}
