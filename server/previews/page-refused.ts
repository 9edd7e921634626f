/** Why there is no preview of a page: a closed list, for logs and tests. */
export type RefusalReason =
  | 'bad-address'
  | 'bad-port'
  | 'private-address'
  | 'no-such-host'
  | 'too-many-redirects'
  | 'bad-status'
  | 'bad-type'
  | 'bad-encoding'
  | 'too-large'
  | 'not-shown'
  | 'nothing-to-show';

/** A page that no preview is made of, and that is no fault of ours. */
export class PageRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`no preview: ${reason}`);
    this.reason = reason;
  }
}
