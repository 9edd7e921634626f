import { markup, type Markup, type Part } from './markup.ts';

/** A table that scrolls sideways where it must. A heading that begins with `#` is of a column of numbers. */
export function table(headings: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  const isNumber = headings.map((heading) => heading.startsWith('#'));
  const align = (index: number): string => (isNumber[index] ? 'number' : 'text');
  return markup`
<div class="table"><table><thead><tr>${headings.map(
    (heading, index) =>
      markup`<th scope="col" class="${align(index)}">${heading.replace('#', '')}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) =>
      markup`<tr>${row.map((cell, index) => markup`<td class="${align(index)}">${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
