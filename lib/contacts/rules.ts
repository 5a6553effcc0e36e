/** A text that says names where WhatsApp wants `@number`, as phones show it; longer numbers are others'. */
export const sayNames = (text: string, people: readonly { number: string; name: string }[]): string =>
  people.reduce(
    (said, { number, name }) => said.replace(new RegExp(`@${number}(?!\\d)`, 'g'), () => `@${name}`),
    text,
  );
