/** Why an archive is not taken, as a line for whoever gave it. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}
