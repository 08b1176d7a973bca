/** Two members side by side: two windows of the page, and the practice's tools above them. */

import { act, follow } from "./api.js";
import { h } from "./dom.js";
import { Tools } from "./tools.js";
import { World } from "./world.js";

const at = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const [left, right, place] = [asked.get("left"), asked.get("right"), asked.get("in")];
const tools = new Tools(at("panel"), (name, details) => act(left, name, details));

const pane = (side, viewer, name) => h("iframe", { src: `/?${new URLSearchParams({ as: viewer, pane: side, ...(place && { in: place }) })}`, title: name });
const back = () => { // each pane keeps in this address who it has become
  location.assign(`/?${new URLSearchParams({ as: new URLSearchParams(location.search).get("left") })}`);
};
at("bar").append(tools.node, h("button", { type: "button", class: "bar-button", on: { click: back } }, "One at a time"));
at("panes").append(pane("left", left, "First member"), pane("right", right, "Second member"));
follow(left, (state) => tools.show(new World(state)), (trouble) => { at("connection").textContent = trouble; });
