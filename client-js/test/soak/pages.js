/**
 * What the pages of the site are, what each needs, and what the files hold. Every file shows its
 * version in the page: text of HTML, custom property of a sheet, width of an image, and so on.
 *
 * @typedef {'document' | 'script' | 'data' | 'image'} Need what only a navigation can renew
 */

const EVERY_SHEET = ['css/site.css', 'css/theme.css', 'css/marker.svg', 'css/barrier.css'];

/**
 * @type {Record<string, { others: Record<string, Need>, frame?: string }>} what the page made of a
 *   file needs besides itself and the sheets, which all pages have
 */
export const PAGES = {
  'index.html': {
    others: { 'js/app.js': 'script', 'data/info.json': 'data', 'img/picture.svg': 'image' },
  },
  'second.html': { others: { 'js/app.js': 'script' } },
  'frame.html': { others: { 'img/picture.svg': 'image' }, frame: 'inner.html' },
  'inner.html': { others: { 'data/info.json': 'data' } },
  'late.html': { others: { 'js/app.js': 'script' } },
  '404.html': { others: { 'img/lost.svg': 'image' } },
};

/** What shows in place of a page that is not there. */
export const FALLBACK = '404.html';

/** Written when a page shall say that it has heard everything. */
export const BARRIER = 'css/barrier.css';

/** Files that no page needs. */
const UNUSED = ['notes.txt', 'js/unused.js', 'css/unused.css'];

/** Files that change at random. */
export const FILES = [
  ...Object.keys(PAGES),
  ...EVERY_SHEET.filter((name) => name !== BARRIER),
  ...new Set(Object.values(PAGES).flatMap(({ others }) => Object.keys(others))),
  ...UNUSED,
];

/** @type {Record<string, string[]>} sheets whose own file shows, to the files it cannot load without */
export const SHEETS = {
  'css/site.css': ['css/site.css', 'css/theme.css'],
  'css/theme.css': ['css/site.css', 'css/theme.css'],
  'css/marker.svg': ['css/site.css', 'css/theme.css', 'css/marker.svg'],
  'css/barrier.css': ['css/barrier.css'],
};

/**
 * Returns what a file holds in a version.
 *
 * @param {string} name
 * @param {number} version
 */
export function content(name, version) {
  const type = name.slice(name.lastIndexOf('.') + 1);
  if (type === 'html') return page(name, version);
  if (type === 'css') return sheet(name, version);
  if (type === 'svg')
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${version}" height="1"/>`;
  if (type === 'js') return `globalThis.shown = { ...globalThis.shown, '${name}': ${version} };\n`;
  if (type === 'json') return `{ "version": ${version} }\n`;
  return `${version}\n`;
}

/**
 * @param {string} name
 * @param {number} version
 */
function sheet(name, version) {
  const property = `:root { ${propertyOf(name)}: ${version} }\n`;
  return name === 'css/site.css'
    ? `@import "theme.css";\n${property}#marker { content: url("marker.svg"); }\n`
    : property;
}

/** @param {string} name */
export function propertyOf(name) {
  return `--${name.replace(/\W/g, '-')}`;
}

/**
 * @param {string} name
 * @param {number} version
 */
function page(name, version) {
  const { others, frame } = PAGES[name];
  const parts = Object.entries(others).map(([file, need]) => {
    if (need === 'script') return `<script src="/${file}"></script>`;
    if (need === 'image') return `<img src="/${file}" alt="">`;
    return `<script>
fetch('/${file}').then((answer) => answer.ok ? answer.json() : {}).then(({ version }) => {
  globalThis.shown = { ...globalThis.shown, '${file}': version };
});
</script>`;
  });
  if (frame) parts.push(`<iframe src="/${frame}"></iframe>`);
  return `<!doctype html>
<html data-file="${name}" data-version="${version}">
<head>
<meta charset="utf-8">
<title>${name} ${version}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/css/site.css">
<link rel="stylesheet" href="/${BARRIER}">
</head>
<body>
<p>${name} ${version} <span id="marker"></span></p>
${parts.join('\n')}
</body>
</html>
`;
}

/**
 * Reads, inside the page, what it shows: the file it was made of, and the version of everything.
 *
 * @param {string[]} properties
 */
export function readShown(properties) {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const { file = '', version } = root.dataset;
  /** @type {Record<string, number>} */
  const versions = {
    [file]: Number(version),
    ...Object(Reflect.get(globalThis, 'shown')),
    'css/marker.svg': document.querySelector('#marker')?.getBoundingClientRect().width,
  };
  for (const property of properties) {
    const value = style.getPropertyValue(property);
    if (value) versions[property] = Number(value);
  }
  for (const image of document.images) {
    versions[new URL(image.src).pathname.slice(1)] = image.naturalWidth;
  }
  return { file, versions, ready: document.readyState === 'complete' };
}
