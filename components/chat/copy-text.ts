import { setStringAsync } from 'expo-clipboard';

/** Puts a text where it can be pasted from. @returns what to tell the person. */
export async function copyText(text: string): Promise<string> {
  const isCopied = await setStringAsync(text).catch(() => false);
  return isCopied ? 'Text copied' : 'The text could not be copied';
}
