/** How the columns stand: beside each other, as tabs, or as the steps of one way. */
type Layout = 'columns' | 'tabs' | 'steps';

/** The layout for so many CSS pixels of width. */
export function layoutOf(room: number): Layout {
  if (room >= 1100) return 'columns';
  return room < 700 ? 'steps' : 'tabs';
}

/** Tells the style sheet, by classes of the root. `room`: what of the window's width the columns have. */
export function applyLayout({ classList }: HTMLElement, width: number, room: number): void {
  classList.toggle('narrow', layoutOf(room) !== 'columns');
  classList.toggle('stepped', layoutOf(width) === 'steps');
}
