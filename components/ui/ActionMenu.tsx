import type { LucideIcon } from 'lucide-react-native';
import { type ReactElement, type ReactNode, type RefObject, useRef } from 'react';
import { Pressable, useWindowDimensions, View } from 'react-native';

import { arrowKeys } from './arrow-keys';
import { Backdrop } from './Backdrop';
import { BottomSheet } from './BottomSheet';
import { Copy } from './Copy';
import { hasMouse } from './has-mouse';
import { Icon } from './Icon';
import { isHovered } from './interactive';
import { placeMenu, type Rect } from './menu-place';
import { ModalLayer } from './ModalLayer';
import { createStyles } from './theme';
import { radius, space, TARGET_MIN_SIZE } from './tokens';
import { useWide } from './use-wide';

export interface MenuAction {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isDangerous?: boolean;
  readonly onPress: () => void;
}

interface ActionMenuProps {
  /** What the actions are for; read out. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
  /** What the menu belongs to, in the window. */
  readonly anchor: Rect;
  readonly onClose: () => void;
  /** Above the actions everywhere: one row as high as an action. `false`: none. */
  readonly top?: ReactNode;
  /** Above the actions where the menu is a sheet, and so lies away from what it belongs to. */
  readonly children?: ReactNode;
}

const MENU_WIDTH = 268;

/**
 * What may be done with something: on a wide screen a menu beside it, on a phone a sheet from below. Escape, the
 * way back and a press beside it close it; drawing it opens it.
 */
export function ActionMenu({
  anchor,
  top = false,
  children,
  ...menu
}: ActionMenuProps): ReactElement {
  const isWide = useWide();
  const styles = useStyles();
  const list = useRef<View>(null);
  const first = useRef<View>(null);
  const items = (
    <>
      {top}
      <MenuItems {...menu} list={list} first={first} />
    </>
  );
  const rows = menu.actions.length + (top === false ? 0 : 1);
  // A mark on the first action would look like a choice where nobody uses the keyboard.
  const takeFocus = () => (hasMouse() ? first : list).current?.focus();
  return (
    <ModalLayer
      visible
      onRequestClose={menu.onClose}
      // After the modal has put the focus somewhere inside.
      onShow={() => void (process.env.EXPO_OS === 'web' && setTimeout(takeFocus))}
      aria-label={menu.label}
    >
      {isWide ? (
        <Beside anchor={anchor} rows={rows} onClose={menu.onClose}>
          {items}
        </Beside>
      ) : (
        <BottomSheet onClose={menu.onClose}>
          {children}
          <View style={styles.sheetItems}>{items}</View>
        </BottomSheet>
      )}
    </ModalLayer>
  );
}

interface BesideProps {
  readonly anchor: Rect;
  readonly rows: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Beside({ anchor, rows, onClose, children }: BesideProps): ReactElement {
  const styles = useStyles();
  const window = useWindowDimensions();
  const height = rows * TARGET_MIN_SIZE + 2 * space.xxs + 2;
  const { x, y } = placeMenu(anchor, { width: MENU_WIDTH, height }, window);
  return (
    <View style={styles.ground}>
      <Backdrop style={styles.beside} onPress={onClose} />
      <View style={[styles.menu, { left: x, top: y }]}>{children}</View>
    </View>
  );
}

interface MenuItemsProps extends Pick<ActionMenuProps, 'label' | 'actions'> {
  readonly list: RefObject<View | null>;
  readonly first: RefObject<View | null>;
}

function MenuItems({ label, actions, list, first }: MenuItemsProps): ReactElement {
  const styles = useStyles();
  return (
    <View ref={list} role="menu" aria-label={label} tabIndex={-1} {...arrowKeys('[role=menuitem]')}>
      {actions.map((action, index) => {
        const { icon, onPress, isDangerous = false } = action;
        return (
          <Pressable
            key={action.label}
            ref={index === 0 ? first : null}
            role="menuitem"
            aria-label={action.label}
            onPress={onPress}
            style={(state) => [
              styles.item,
              (state.pressed || isHovered(state)) && (isDangerous ? styles.danger : styles.active),
            ]}
          >
            <Icon of={icon} size={18} color={isDangerous ? 'danger' : 'muted'} />
            <Copy weight="medium" tone={isDangerous ? 'danger' : 'text'}>
              {action.label}
            </Copy>
          </Pressable>
        );
      })}
    </View>
  );
}

const useStyles = createStyles((palette) => ({
  ground: { flex: 1 },
  beside: { position: 'absolute', inset: 0, cursor: 'auto' },
  menu: {
    position: 'absolute',
    width: MENU_WIDTH,
    padding: space.xxs,
    borderRadius: radius.md,
    borderWidth: 1,
    borderColor: palette.line,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
  sheetItems: { gap: space.xxs },
  item: {
    minHeight: TARGET_MIN_SIZE,
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.sm,
    paddingHorizontal: space.sm,
    borderRadius: radius.sm,
  },
  active: { backgroundColor: palette.sunken },
  danger: { backgroundColor: palette.dangerSoft },
}));
