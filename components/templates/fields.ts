import { type Place, variablesIn } from '@/lib/templates/rules';

/** The next empty field from a place on; going back, the last one that ends before it. */
export function fieldFrom(text: string, at: number, isBack = false): Place | undefined {
  const fields = variablesIn(text);
  return isBack ? fields.findLast(({ to }) => to <= at) : fields.find(({ from }) => from >= at);
}

/** The empty fields of a text by name, each once. */
export function emptyFields(text: string): string[] {
  // Almost no text has one, and this is asked with every letter.
  return text.includes('{{') ? [...new Set(variablesIn(text).map(({ name }) => name))] : [];
}

/** Goes into a field, so that what is typed next takes its place. */
export function selectField(box: HTMLTextAreaElement | null, field: Place): void {
  box?.focus();
  box?.setSelectionRange(field.from, field.to);
}
