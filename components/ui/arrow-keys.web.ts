import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, -1 | 1>> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
};

/**
 * What a container needs so that arrow keys move the focus between the things inside it that the CSS selector
 * `kind` names, in the page's order. A key that is pressed elsewhere in it keeps its meaning.
 */
export const arrowKeys = (kind: string): object => ({
  onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = STEPS[event.key];
    const from = event.target instanceof Element ? event.target.closest(kind) : null;
    if (step === undefined || from === null) return;
    event.preventDefault();
    const things = [...event.currentTarget.querySelectorAll<HTMLElement>(kind)];
    things[things.findIndex((thing) => thing === from) + step]?.focus();
  },
});
