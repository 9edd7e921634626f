import { useEffect, useState } from 'react';

import { type EmojiCatalogue, loadCatalogue } from '@/lib/emoji/catalogue';

/** The catalogue once it is there; `null` before, `'failed'` where it can't be had now. */
export function useCatalogue(isWanted: boolean): EmojiCatalogue | 'failed' | null {
  const [catalogue, setCatalogue] = useState<EmojiCatalogue | 'failed' | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    loadCatalogue().then(setCatalogue, () => setCatalogue('failed'));
  }, [isWanted]);
  return catalogue;
}
