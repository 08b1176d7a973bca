/** A stand-in for the browser's document, with as much of it as building nodes needs. */

class StandInElement {
  constructor(tag) {
    this.tag = tag;
    this.attributes = {};
    this.dataset = {};
    this.children = [];
  }

  append(...children) {
    this.children.push(...children);
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  addEventListener() {}
}

globalThis.document = { createElement: (tag) => new StandInElement(tag) };

/** Nodes as one line that a test can compare: `said <strong>loud</strong>`. */
export function markup(nodes) {
  return nodes.map((node) => (typeof node === "string" ? node : element(node))).join("");
}

function element({ tag, attributes, dataset, children }) {
  const data = Object.entries(dataset).map(([name, value]) => [`data-${name}`, value]);
  const written = [...Object.entries(attributes), ...data].map(([name, value]) => ` ${name}="${value}"`).join("");
  return children.length ? `<${tag}${written}>${markup(children)}</${tag}>` : `<${tag}${written}/>`;
}
