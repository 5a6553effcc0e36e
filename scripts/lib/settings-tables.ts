export type Setting = { name: string; table: string; meaning: string; byDefault: string };

const LINE = /^ {2}\/\/ Table: (\w+)$|^ {2}\/\*\* (.+) \*\/$|^ {2}([A-Z][A-Z_]+):/gm;

/** The settings of `lib/env.ts`, in their order: comment, name and default, under the table that was named last. */
export function readSettings(source: string): Setting[] {
  const settings: Setting[] = [];
  let table = '';
  let comment = '';
  for (const match of source.matchAll(LINE)) {
    const [, named, said, name] = match;
    if (named) table = named;
    if (said) comment = said;
    if (!name) continue;
    const [meaning = '', told] = comment.split(' @default ');
    const rest = source.slice(match.index);
    const statement = rest.slice(0, rest.search(/,\n( {2}(\/|[A-Z])|\n|\}|$)/));
    settings.push({ name, table, meaning, byDefault: told ?? defaultOf(statement) });
    comment = '';
  }
  return settings;
}

/** The page with each of its tables made anew, between `<!-- settings: name -->` and `<!-- /settings -->`. */
export function withTables(page: string, source: string): string {
  const settings = readSettings(source);
  return page.replace(
    /(<!-- settings: (\w+) -->\n)[\s\S]*?(<!-- \/settings -->)/g,
    (_, begin: string, table: string, end: string) => {
      const rows = settings.filter((setting) => setting.table === table).map(toRow);
      return `${begin}| variable | default | meaning |\n|---|---|---|\n${rows.join('')}${end}`;
    },
  );
}

const toRow = ({ name, byDefault, meaning }: Setting): string =>
  `| \`${name}\` | ${byDefault} | ${meaning} |\n`;

/** What stands in `default(…)`, as a person would write it. */
function defaultOf(statement: string): string {
  const value = /\.default\(([^)]*)\)/.exec(statement)?.[1]?.trim();
  if (value === undefined || value === "''") return 'none';
  if (/^\d[\d_]*$/.test(value)) return value.replaceAll('_', ',');
  return value.replace(' * MiB', ' MiB').replace(/^'(.*)'$/, '`$1`');
}
