import type { ReactElement } from 'react';

import type { MoreButtonProps } from './more-button-props';

/** On phones a long press does it. */
export const MoreButton = (_props: MoreButtonProps): ReactElement | null => null;
