import { LegendList } from '@legendapp/list/react-native';
import { type ReactElement, useMemo, useState, useSyncExternalStore } from 'react';
import { View } from 'react-native';

import { arrowKeys } from '@/components/ui/arrow-keys';
import { Copy } from '@/components/ui/Copy';
import { Loading } from '@/components/ui/Loading';
import { Panel } from '@/components/ui/Panel';
import { SearchField } from '@/components/ui/SearchField';
import { space } from '@/components/ui/tokens';
import { useOwnScroll } from '@/components/ui/use-own-scroll';
import type { EmojiCatalogue } from '@/lib/emoji/catalogue';

import { emojiHabits } from './emoji-habits';
import { EmojiRow } from './EmojiRow';
import { type PickerRow, pickerRows } from './picker-rows';
import { ToneChoice } from './ToneChoice';
import { useCatalogue } from './use-catalogue';

interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

const COLUMNS = 7;
const LIST_HEIGHT = 320;
const ROW_HEIGHT = 44;

/** All emoji, to be searched or looked through, in the skin tone that one chose; those used last come first. */
export function EmojiPicker({ onPick, onClose }: EmojiPickerProps): ReactElement {
  const [query, setQuery] = useState('');
  const catalogue = useCatalogue(true);
  const ownScroll = useOwnScroll();
  const { tone } = useSyncExternalStore(
    emojiHabits.subscribe,
    emojiHabits.getSnapshot,
    emojiHabits.getSnapshot,
  );
  const pick = (emoji: string) => {
    emojiHabits.use(emoji);
    onPick(emoji);
  };
  return (
    <Panel label="Emoji" onClose={onClose}>
      <SearchField label="Search emoji" value={query} onChange={setQuery} />
      <ToneChoice tone={tone} onChoose={emojiHabits.choose} />
      <View style={{ height: LIST_HEIGHT }} {...ownScroll} {...arrowKeys('[data-emoji]')}>
        {catalogue === null && <Loading label="Loading emoji…" />}
        {catalogue === 'failed' && <Copy tone="muted">The emoji could not be loaded.</Copy>}
        {catalogue !== null && catalogue !== 'failed' && (
          <Choices catalogue={catalogue} query={query} onPick={pick} />
        )}
      </View>
    </Panel>
  );
}

interface ChoicesProps {
  readonly catalogue: EmojiCatalogue;
  readonly query: string;
  readonly onPick: (emoji: string) => void;
}

function Choices({ catalogue, query, onPick }: ChoicesProps): ReactElement {
  // What is picked now goes to the front the next time, not under the finger.
  const [recent] = useState(() => emojiHabits.getSnapshot().recent);
  const { tone } = useSyncExternalStore(
    emojiHabits.subscribe,
    emojiHabits.getSnapshot,
    emojiHabits.getSnapshot,
  );
  const rows = useMemo(
    () => pickerRows(catalogue, { query, recent, tone, columns: COLUMNS }),
    [catalogue, query, recent, tone],
  );
  if (rows.length === 0) return <Copy tone="muted">No emoji is called that.</Copy>;
  return (
    <LegendList<PickerRow>
      // Another search begins at its best.
      key={query}
      data={rows}
      keyExtractor={(row) => row.key}
      getItemType={(row) => row.type}
      estimatedItemSize={ROW_HEIGHT}
      recycleItems={false}
      renderItem={({ item }) =>
        item.type === 'title' ? (
          <Copy size="small" weight="strong" tone="muted" style={{ paddingVertical: space.xs }}>
            {item.title}
          </Copy>
        ) : (
          <EmojiRow choices={item.choices} columns={COLUMNS} onPick={onPick} />
        )
      }
      style={{ flex: 1 }}
    />
  );
}
