// Shows one pair at a time and tells Python what was pressed. What it shows comes by message, so
// that no value is saved with the notebook; texts become text nodes, never HTML.

const KEYS = {
  1: "same", s: "same",
  2: "different", d: "different",
  3: "unsure", u: "unsure",
  backspace: "back", z: "back",
};
const BUTTONS = [["same", "1"], ["different", "2"], ["unsure", "3"], ["back", "Backspace"]];
// What agrees is told by a sign and a word; the colour only helps.
const SIGNS = { agrees: "=", alike: "≈", differs: "≠", missing: "–", "not compared": "·" };
const PATIENCE = 8000; // milliseconds; a kernel that works on something else answers later

function node(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function values(texts) {
  const lines = texts.map((text) => {
    const line = node("div", "value", text);
    line.dir = "auto";
    return line;
  });
  return node("td", "values", node("div", "box", ...(lines.length ? lines : ["–"])));
}

function row(one) {
  const [word, ...more] = one.told;
  const sign = node("span", "sign", SIGNS[one.agreement]);
  sign.ariaHidden = "true";
  const told = node("td", "told", sign, node("span", "word", word));
  told.append(...more.map((text) => node("div", "more", text)));
  const field = node("th", "field", one.field);
  field.scope = "row";
  const made = node("tr", "", field, values(one.left), told, values(one.right));
  made.dataset.agreement = one.agreement;
  return made;
}

function pairTable(view) {
  const [left, right] = view.at;
  const heads = [view.words.field, left, "", right].map((text) => node("th", "head", text));
  const head = node("thead", "", node("tr", "", ...heads));
  return node("table", "pair", head, node("tbody", "", ...view.fields.map(row)));
}

function button(view, name, key, press) {
  const made = node("button", `press ${name}`, node("kbd", "", key), view.words[name]);
  made.type = "button";
  made.setAttribute("aria-keyshortcuts", key);
  made.disabled = name === "back" ? view.done === 0 : view.at.length === 0;
  made.addEventListener("click", () => press(name));
  return made;
}

function draw(root, view, press) {
  const { words } = view;
  const open = view.at.length > 0;
  const counter = node("span", "counter", open ? words.counter : "");
  const bar = node("progress", "bar");
  bar.max = Math.max(view.total, 1);
  bar.value = view.done;
  const title = node("div", "title", open ? words.question : words.finished);
  title.setAttribute("aria-live", "polite");
  const error = node("div", "error", view.error);
  error.setAttribute("role", "alert");
  root.replaceChildren(
    node("div", "top", title, counter, bar),
    ...(open ? [pairTable(view)] : []),
    node("div", "buttons", ...BUTTONS.map(([name, key]) => button(view, name, key, press))),
    error,
    node("div", "note", node("span", "", words.saved), node("span", "focus", words.focus)),
  );
}

function render({ model, el }) {
  const root = node("div", "custmdm-label");
  root.tabIndex = 0;
  // JupyterLab has keys of its own, as D D for deleting the cell: not while this has the focus.
  root.dataset.lmSuppressShortcuts = "true";
  el.append(root);
  let view = null;
  let waiting = null;

  const say = (press) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => view && onMessage({ error: view.words.silent }), PATIENCE);
    model.send({ press, at: view ? view.at : null });
  };
  const onMessage = (told) => {
    clearTimeout(waiting);
    view = { ...view, error: "", ...told };
    if (!view.words) {
      root.replaceChildren(node("div", "error", view.error));
      return;
    }
    const focused = root.contains(root.getRootNode().activeElement);
    draw(root, view, say);
    // The button that was pressed is gone: the keys go on working.
    if (focused) root.focus({ preventScroll: true });
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !view?.words) return;
    const press = KEYS[event.key.toLowerCase()];
    if (!press) return;
    event.preventDefault();
    event.stopPropagation();
    // A key that is held down answers once.
    if (!event.repeat) say(press);
  };

  model.on("msg:custom", onMessage);
  root.addEventListener("keydown", onKey);
  say(null);
  return () => {
    clearTimeout(waiting);
    model.off("msg:custom", onMessage);
  };
}

export default { render };
