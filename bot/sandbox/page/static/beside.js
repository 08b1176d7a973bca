/** Two members side by side: two windows of the page, and the practice's tools above them. */

import { act, follow } from "./api.js";
import { h } from "./dom.js";
import { Tools } from "./tools.js";
import { World } from "./world.js";

const at = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const [left, right] = [asked.get("left"), asked.get("right")];
const tools = new Tools(at("panel"), (name, details) => act(left, name, details));

const pane = (viewer, name) => h("iframe", { src: `/?${new URLSearchParams({ as: viewer, pane: "1" })}`, title: name });
at("bar").append(tools.node, h("a", { class: "bar-button", href: `/?${new URLSearchParams({ as: left })}` }, "One at a time"));
at("panes").append(pane(left, "First member"), pane(right, "Second member"));
follow(left, (state) => tools.show(new World(state)), (connected) => {
  at("connection").textContent = connected ? "" : "The practice workspace does not answer. Trying again…";
});
