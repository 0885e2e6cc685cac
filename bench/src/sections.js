// A section of the page begins with its heading and ends before the next one.
const SECTION = /^(?=## )/m;
const heading = (section) => section.split('\n', 1)[0];

/** Returns `page` with a new head, and with `fresh` sections in place of its own of the same heading, else after them. */
export function withSections(page, head, fresh) {
  const byHeading = new Map(page.split(SECTION).slice(1).map((section) => [heading(section), section.trim()]));
  for (const section of fresh) byHeading.set(heading(section), section);
  return `${[head, ...byHeading.values()].join('\n\n')}\n`;
}
