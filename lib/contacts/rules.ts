/** A text that says names where WhatsApp wants `@number`, as phones show it; longer numbers are others'. */
export function sayNames(text: string, people: readonly { number: string; name: string }[]): string {
  const names = new Map(people.map(({ number, name }) => [number, name]));
  return text.replace(/@(\d+)/g, (said, number: string) =>
    names.has(number) ? `@${names.get(number)}` : said,
  );
}
