import type { View } from 'react-native';

/**
 * Puts the rows of a list that has just been drawn into the page's order, which screen readers follow.
 * The list does so itself at every later change of its rows' places, but not at its first drawing.
 */
export function putInReadingOrder(list: View | null): void {
  // On the web a view is the element that it draws.
  const root: unknown = list;
  if (!(root instanceof HTMLElement)) return;
  const container = sharedParent([...root.querySelectorAll('[role="article"]')]);
  if (container === null) return;
  const topOf = (element: Element): number => element.getBoundingClientRect().top;
  const sorted = [...container.children].toSorted((a, b) => topOf(a) - topOf(b));
  for (const element of sorted) container.append(element);
}

function sharedParent(elements: readonly Element[]): Element | null {
  const [first, ...others] = elements;
  let parent = first?.parentElement ?? null;
  while (parent !== null && others.some((element) => parent?.contains(element) === false)) {
    parent = parent.parentElement;
  }
  return others.length === 0 ? null : parent;
}
