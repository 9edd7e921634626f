/** Whether things are pointed at with a mouse, and so a keyboard is at hand. */
export const hasMouse = (): boolean => false;
