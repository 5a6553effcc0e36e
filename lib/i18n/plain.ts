/** A text without accents and capitals, for comparing what is typed with what is called so. Letters may become fewer or more. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
