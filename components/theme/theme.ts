export const themes = ['light', 'dark', 'system'] as const;

export type Theme = (typeof themes)[number];

export const themeCookie = 'recado_theme';

/** The theme a cookie names; anything else follows the system. */
export function toTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}

/** The class of `html`: none for `system`, which the stylesheet then resolves by itself. */
export function themeClass(theme: Theme): string | undefined {
  return theme === 'system' ? undefined : theme;
}
