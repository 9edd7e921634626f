import type { View } from 'react-native';

export interface MoreButtonProps {
  /** Whether Tab stops here; arrow keys come to the others. */
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  readonly isOwn: boolean;
  readonly onPress: (button: View) => void;
}
