/** The button that registers a server. */
export const REGISTER_BUTTON_ID = 'register-server';

/** The button that opens a server's menu: dialogs opened from there give the focus back to it. */
export const serverMenuIdOf = (id: string) => `server-menu-${id}`;
