/** What the API calls somebody of whom WhatsApp shows neither name nor phone (`NUMBER_HIDDEN`). */
const HIDDEN = 'Number hidden';

/** Whether a title stands for somebody whose number WhatsApp hides. */
export const isHidden = (title: string): boolean => title === HIDDEN;
