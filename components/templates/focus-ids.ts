/** The button that makes a template. */
export const CREATE_BUTTON_ID = 'create-template';

/** The button that opens a template: the dialog opened from there gives the focus back to it. */
export const templateButtonIdOf = (id: string) => `template-${id}`;
