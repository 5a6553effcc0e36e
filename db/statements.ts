/** A statement as Drizzle gives it to pg. */
export type Statement = { name?: string; text: string; rowMode?: 'array' };

/** The most different statements that are kept on a connection. */
const MAX_STATEMENTS = 500;

const OWN_PLAN = '/* own plan */';
const READS = '/* reads */';

/** Whether a statement says of itself that it changes nothing, so that it would do no harm outside its transaction. */
export const isReading = ({ text }: Statement): boolean => text.startsWith(READS);

/**
 * Gives statements that come again a name: pg keeps them prepared on the connection, so that they are parsed and planned
 * once. Statements with as many placeholders as a list has items never end in a process, so what came once is not kept,
 * nor more than a fixed number. What begins with {@link OWN_PLAN} is planned anew for its values every time.
 */
export function nameRepeated(): (statement: Statement, values?: unknown[]) => Statement {
  const once = new Set<string>();
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known) return known;
    if (once.delete(text) && names.size < MAX_STATEMENTS) {
      const name = `kept_${names.size}`;
      names.set(text, name);
      return name;
    }
    if (once.size >= MAX_STATEMENTS) once.clear();
    once.add(text);
    return undefined;
  };
  return (statement, values) => {
    const isWorthIt = (values?.length ?? 0) > 0 && !statement.text.startsWith(OWN_PLAN);
    return isWorthIt ? { ...statement, name: nameOf(statement.text) } : statement;
  };
}
