/** As long as `createInstanceInput` allows; repeated here because zod would have to be downloaded to ask it. */
const NAME_MAX = 80;

/** What is wrong with a name, or undefined. */
export function checkName(name: string): { key: 'missing' } | { key: 'tooLong'; count: number } | undefined {
  const { length } = name.trim();
  if (length === 0) return { key: 'missing' };
  return length > NAME_MAX ? { key: 'tooLong', count: length } : undefined;
}
