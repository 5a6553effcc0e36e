import { Observable } from '../realtime/observable';

/** Whether the command bar is open: a key opens it from anywhere, a button in the list as well. */
export const searchOpen = new Observable(false);
