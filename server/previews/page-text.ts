/** What may name a charset, and how far into a page that counts. */
const IN_PAGE = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})/i;
const IN_PAGE_MAX_BYTES = 1_024;
const IN_HEADER = /;\s*charset\s*=\s*["']?([\w-]{1,40})/i;

/** A page's text by the charset that its header, its first bytes or it itself names; UTF-8 where none is known. */
export function toPageText(bytes: Buffer, contentType: string): string {
  const head = bytes.subarray(0, IN_PAGE_MAX_BYTES).toString('latin1');
  const label = markedBy(bytes) ?? IN_HEADER.exec(contentType)?.[1] ?? IN_PAGE.exec(head)?.[1];
  return decoderOf(label).decode(bytes);
}

function markedBy(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
}

function decoderOf(label = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    // A name that nobody knows.
    return new TextDecoder();
  }
}
