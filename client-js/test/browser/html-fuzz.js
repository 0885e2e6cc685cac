/**
 * Makes pairs of documents and run-time mutations from a seed, and checks what must hold of every
 * patch. Runs in the page, as one function.
 *
 * @param {typeof import('../../src/three-way.js').planPatch} planPatch
 * @param {number} from first seed
 * @param {number} to
 * @returns {string[]} what did not hold
 */
export function fuzz(planPatch, from, to) {
  /** @type {string[]} */
  const failures = [];
  let givenUp = 0;
  for (let seed = from; seed < to; seed++) {
    for (const touched of [false, true]) {
      try {
        check(seed, touched);
      } catch (error) {
        failures.push(`seed ${seed}${touched ? ', touched' : ''}: ${error}`);
      }
    }
  }
  // More would show that a patch hardly ever succeeds where a script was.
  if (givenUp > (to - from) / 4) failures.push(`given up: ${givenUp}`);
  return failures;

  /** @type {(seed: number, touched: boolean) => void} */
  function check(seed, touched) {
    const random = randomFrom(seed);
    const served = randomTree(random);
    const edited = edit(served, random);
    const [old, next] = [served, edited].map(parse);
    // As the browser has them: nesting may have been mended.
    document.body.innerHTML = old.innerHTML;
    const byId = new Map([...document.body.querySelectorAll('[id]')].map((e) => [e.id, e]));
    const marks = touched ? touch(byId, random) : [];
    const expected = next.innerHTML;
    let patch;
    try {
      patch = planPatch(old, next, document.body, {
        createScript: String,
        createScriptURL: String,
      });
    } catch (error) {
      // To give up is honest, but never where nothing was touched.
      if (!touched || error instanceof TypeError) throw error;
      givenUp++;
      return;
    }
    patch.apply();
    patch.finish();
    for (const [id, element] of byId) checkIdentity(id, element, old, next);
    for (const mark of marks) checkSurvival(mark, next);
    if (document.body.innerHTML !== expected) {
      throw new Error(
        `\n  old  ${old.innerHTML}\n  next ${expected}\n  got  ${document.body.innerHTML}`,
      );
    }
  }

  /**
   * Does what a script might: adds a node and a class here and there.
   *
   * @type {(byId: Map<string, Element>, random: () => number) => Mark[]}
   */
  function touch(byId, random) {
    const marks = [];
    for (const id of ['a', 'b', 'c', 'd']) {
      const home = byId.get(id);
      if (!home) continue;
      const mark = document.createElement('mark');
      home.insertBefore(mark, home.childNodes[Math.floor(random() * 3)] ?? null);
      home.classList.add('live');
      marks.push({ mark, home });
    }
    return marks;
  }

  /** @type {(id: string, element: Element, old: Element, next: Element) => void} */
  function checkIdentity(id, element, old, next) {
    const [before, after] = [old, next].map((root) => root.querySelectorAll(`#${id}`));
    const isOne = before.length === 1 && after.length === 1;
    if (isOne && before[0].localName === after[0].localName) {
      if (document.getElementById(id) !== element) throw new Error(`#${id} is another element`);
    }
  }

  /** @type {(mark: Mark, next: Element) => void} */
  function checkSurvival({ mark, home }, next) {
    if (home.isConnected !== mark.isConnected) throw new Error('what a script made is lost');
    if (home.isConnected && !home.classList.contains('live')) throw new Error('a class is lost');
    mark.remove();
    home.classList.remove('live');
    // The attribute that is left stands for the class that the script had added.
    if (!home.classList.length && !next.querySelector(`#${home.id}[class]`)) {
      home.removeAttribute('class');
    }
  }

  /**
   * Numbers from 0 to 1 that are the same for the same seed.
   *
   * @param {number} seed
   */
  function randomFrom(seed) {
    let state = seed * 2654435761 + 1;
    return () => {
      state = (Math.imul(state ^ (state >>> 15), 2246822507) + 1013904223) | 0;
      return (state >>> 0) / 2 ** 32;
    };
  }

  /**
   * @typedef {{ mark: Element, home: Element }} Mark what a script made, and where
   * @typedef {{ name: string, attributes: Record<string, string>, children: Tree[] }} Tree a text
   *   has no name, and its data as an attribute
   */

  /** @type {(random: () => number) => Tree} */
  function randomTree(random) {
    const ids = [...'abcdefgh'];
    /** @type {(depth: number) => Tree} */
    const make = (depth) => {
      if (random() < 0.25 || depth > 4) return text(random);
      const name = ['div', 'p', 'ul', 'li', 'span', 'b', 'section', 'input'][
        Math.floor(random() * 8)
      ];
      /** @type {Record<string, string>} */
      const attributes = {};
      if (random() < 0.3 && ids.length) attributes.id = /** @type {string} */ (ids.pop());
      if (random() < 0.3) attributes.class = random() < 0.5 ? 'x' : 'x y';
      const many = name === 'input' ? 0 : Math.floor(random() * 4);
      const children = Array.from({ length: many }, () => make(depth + 1));
      return { name, attributes, children };
    };
    return {
      name: 'body',
      attributes: {},
      children: Array.from({ length: 4 }, () => make(0)),
    };
  }

  /** @type {(random: () => number) => Tree} */
  function text(random) {
    return {
      name: '',
      attributes: { data: ['one', 'two', ' ', '\n', 'three'][Math.floor(random() * 5)] },
      children: [],
    };
  }

  /** @type {(tree: Tree, random: () => number) => Tree} */
  function edit(tree, random) {
    /** @type {Tree} */
    const copy = structuredClone(tree);
    for (let edits = 1 + Math.floor(random() * 4); edits; edits--) {
      /** @type {Tree[]} */
      const homes = [];
      /** @type {(node: Tree) => void} */
      const collect = (node) => {
        if (node.name && node.name !== 'input') homes.push(node);
        node.children.forEach(collect);
      };
      collect(copy);
      const pick = () => homes[Math.floor(random() * homes.length)];
      const home = pick();
      const at = Math.floor(random() * (home.children.length + 1));
      const child = home.children[at];
      const kind = Math.floor(random() * 7);
      if (kind === 0) home.children.splice(at, 0, randomNew(random));
      else if (kind === 1) home.children.splice(at, 1);
      else if (kind === 2 && child) {
        home.children.splice(at, 1);
        const others = homes.filter((node) => !contains(child, node));
        const target = others[Math.floor(random() * others.length)];
        target.children.splice(Math.floor(random() * (target.children.length + 1)), 0, child);
      } else if (kind === 3) home.attributes.class = random() < 0.5 ? 'z' : 'x z';
      else if (kind === 4 && child)
        home.children[at] = { name: 'div', attributes: {}, children: [child] };
      else if (kind === 5 && child) home.children.splice(at, 1, ...child.children);
      else home.children.splice(at, 0, text(random));
    }
    return copy;
  }

  /** @type {(random: () => number) => Tree} */
  function randomNew(random) {
    const children = [text(random)];
    return { name: random() < 0.5 ? 'p' : 'i', attributes: { title: 'new' }, children };
  }

  /** @type {(tree: Tree, node: Tree) => boolean} */
  function contains(tree, node) {
    return tree === node || tree.children.some((child) => contains(child, node));
  }

  /** @param {Tree} tree */
  function parse(tree) {
    return new DOMParser().parseFromString(write(tree), 'text/html').body;
  }

  /** @type {(tree: Tree) => string} */
  function write({ name, attributes, children }) {
    if (!name) return attributes.data;
    const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
    const inner = children.map(write).join('');
    return `<${name}${list.join('')}>${inner}${name === 'input' ? '' : `</${name}>`}`;
  }
}
