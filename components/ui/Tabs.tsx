import type { ReactElement } from 'react';
import { Pressable, View } from 'react-native';

import { Copy } from './Copy';
import { isHovered } from './interactive';
import { createStyles } from './theme';
import { radius, space, TARGET_MIN_SIZE } from './tokens';

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** A choice of one among a few views of the same thing. */
export function Tabs<Id extends string>(props: TabsProps<Id>): ReactElement {
  const { label, tabs, selected, onSelect } = props;
  const styles = useStyles();
  return (
    <View role="tablist" aria-label={label} style={styles.track}>
      {tabs.map((tab) => {
        const isSelected = tab.id === selected;
        return (
          <Pressable
            key={tab.id}
            role="tab"
            aria-selected={isSelected}
            onPress={() => onSelect(tab.id)}
            style={(state) => [
              styles.tab,
              isHovered(state) && styles.hovered,
              isSelected && styles.selected,
            ]}
          >
            <Copy size="small" weight="strong" tone={isSelected ? 'text' : 'muted'}>
              {tab.label}
            </Copy>
          </Pressable>
        );
      })}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  track: {
    flexDirection: 'row',
    gap: space.xxs,
    padding: space.xxs,
    borderRadius: radius.full,
    backgroundColor: palette.sunken,
  },
  tab: {
    flexGrow: 1,
    minHeight: TARGET_MIN_SIZE,
    paddingHorizontal: space.lg - 4,
    borderRadius: radius.full,
    alignItems: 'center',
    justifyContent: 'center',
  },
  hovered: { backgroundColor: palette.line },
  selected: { backgroundColor: palette.surface, boxShadow: palette.shadowLow },
}));
