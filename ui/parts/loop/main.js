// Called by the component whenever the server has something new. The loop lives on the element, so that a rerun of the script
// finds it again with all that is half typed.
import { Loop } from "./record.js";

const loops = new WeakMap();

async function filled(root, spoken) {
  const [markup, words] = await Promise.all(["record.html", spoken].map((name) => fetch(new URL(name, import.meta.url))));
  const said = await words.json();
  const text = (await markup.text()).replace(/\{\{(\w+)\}\}/g, (_, name) => escaped(said[name]));
  root.innerHTML = `<link rel="stylesheet" href="${new URL("record.css", import.meta.url)}">${text}`;
  await new Promise((styled) => {
    root.querySelector("link").onload = root.querySelector("link").onerror = styled;
  });
  return said;
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export async function show(component) {
  const root = component.parentElement.querySelector(".desk");
  if (!loops.has(root)) loops.set(root, filled(root, component.data.words).then((words) => new Loop(root, words, component)));
  (await loops.get(root)).update(component);
}

export async function stop(component) {
  const root = component.parentElement.querySelector(".desk");
  if (root && loops.has(root)) (await loops.get(root)).stop();
}
