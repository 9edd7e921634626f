/** Thrown by a bench that cannot be done here; the message says what is missing. */
export class Skipped extends Error {}
