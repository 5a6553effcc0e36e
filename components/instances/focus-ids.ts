/** The button that makes a new number; also where the focus goes when a card is gone. */
export const CONNECT_BUTTON_ID = 'connect-number';

/** The button that opens a number's menu: dialogs opened from there give the focus back to it. */
export const menuIdOf = (id: string) => `menu-of-${id}`;
