import { type ReactElement, type ReactNode, useId } from 'react';
import { View } from 'react-native';

import { Backdrop } from './Backdrop';
import { Button } from './Button';
import { Copy, Heading } from './Copy';
import { ModalLayer } from './ModalLayer';
import { Notice } from './Notice';
import { createStyles } from './theme';
import { radius, space } from './tokens';

interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  readonly isBusy?: boolean;
  /** Why what was confirmed was refused. */
  readonly refusal?: { readonly message: string } | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asks before something that can't be undone. Escape and a press beside it close it. */
export function Dialog(props: DialogProps): ReactElement {
  const styles = useStyles();
  const titleId = useId();
  return (
    <ModalLayer
      visible={props.isOpen}
      isFading
      onRequestClose={props.onClose}
      aria-labelledby={titleId}
    >
      <View style={styles.ground}>
        <Backdrop style={styles.beside} onPress={props.onClose} />
        <View style={styles.sheet}>
          <Heading level={2} id={titleId}>
            {props.title}
          </Heading>
          <Copy tone="muted">{props.text}</Copy>
          {props.children}
          {props.refusal != null && <Notice tone="danger" text={props.refusal.message} />}
          <View style={styles.buttons}>
            <Button label="Cancel" kind="secondary" onPress={props.onClose} />
            <Button
              label={props.confirmLabel}
              kind={props.isDangerous === true ? 'danger' : 'primary'}
              isBusy={props.isBusy === true}
              onPress={props.onConfirm}
            />
          </View>
        </View>
      </View>
    </ModalLayer>
  );
}

const useStyles = createStyles((palette) => ({
  ground: { flex: 1, alignItems: 'center', justifyContent: 'center', padding: space.md },
  beside: {
    position: 'absolute',
    inset: 0,
    backgroundColor: palette.overlay,
  },
  sheet: {
    width: '100%',
    maxWidth: 440,
    gap: space.sm,
    padding: space.lg,
    borderRadius: radius.xl,
    backgroundColor: palette.surface,
    boxShadow: palette.shadowHigh,
  },
  buttons: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: space.sm,
    marginTop: space.sm,
  },
}));
