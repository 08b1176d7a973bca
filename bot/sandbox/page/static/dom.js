/** The few helpers with which every part of the page is built: nodes only, never markup from text. */

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden"]);
let last = 0;

/** An id that nothing else on the page has. */
export function uid(prefix = "n") {
  last += 1;
  return `${prefix}-${last}`;
}

/**
 * One element.
 * @param {string} tag
 * @param {object} attributes `on` holds listeners by event, `data` the data-* values; null and false are left out.
 * @param {...(Node|string|null|Array)} children
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, data = {}, ...rest } = attributes;
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  for (const [name, value] of Object.entries(rest)) {
    if (value === null || value === undefined || value === false) continue;
    if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, value] of Object.entries(data)) if (value !== null && value !== undefined) node.dataset[name] = value;
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  return node;
}

/** Makes `nodes` the children of `parent` without touching those that stay, so that focus and caret stay too. */
export function sync(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
  });
}

/** Keeps one node for each key, and draws it anew only when what it shows has changed. */
export class Kept {
  #nodes = new Map();

  /**
   * @param {string} key
   * @param {*} shown everything that the drawing depends on, as plain data
   * @param {() => Node} draw
   */
  node(key, shown, draw) {
    const print = JSON.stringify(shown);
    const kept = this.#nodes.get(key);
    if (kept?.print === print) return kept.node;
    const node = draw();
    this.#nodes.set(key, { print, node });
    return node;
  }

  /** Forgets every node whose key is not in `keys`. */
  only(keys) {
    const wanted = new Set(keys);
    for (const key of this.#nodes.keys()) if (!wanted.has(key)) this.#nodes.delete(key);
  }
}
