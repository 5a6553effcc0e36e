/** What went wrong, in one sentence for whoever started the command. */
export class Fault extends Error {}
