/** The button that makes a token. */
export const CREATE_BUTTON_ID = 'create-token';

/** The button that opens a token's menu: the dialog opened from there gives the focus back to it. */
export const tokenMenuIdOf = (id: string) => `token-menu-${id}`;
